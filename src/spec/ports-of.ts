import type { NodeSpec } from './node-spec.ts';
import type { InputPort, OutputPort } from './port.ts';

/** Name of the input and the output that carry a node's parameter set. */
export const WEIGHTS_PORT = 'weights';

const WEIGHTS_INPUT: InputPort = {
  name: WEIGHTS_PORT,
  label: 'weights',
  kinds: ['weights'],
  optional: true,
  summary: 'Use the weights of another node of this type instead of own ones.',
};

const WEIGHTS_OUTPUT: OutputPort = {
  name: WEIGHTS_PORT,
  label: 'weights',
  kind: 'weights',
  summary: 'The parameter set of this node, to share it.',
};

/** A node's ports, with those every node with weights has. */
export function portsOf(
  spec: NodeSpec,
  params: Record<string, unknown>,
): { inputs: readonly InputPort[]; outputs: readonly OutputPort[] } {
  const { inputs, outputs } = spec.ports(params);
  return spec.hasWeights
    ? { inputs: [...inputs, WEIGHTS_INPUT], outputs: [...outputs, WEIGHTS_OUTPUT] }
    : { inputs, outputs };
}
