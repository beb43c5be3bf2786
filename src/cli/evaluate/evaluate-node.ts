import type { HostTensor, TrainerApi } from '../../../workers/protocol.ts';
import { success } from '../../base/outcome.ts';
import { compileFixture } from '../../compiler/fixture.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import type { NodeSpec } from '../../spec/node-spec.ts';
import { fromHost, mapTensors, toHost, type CaseValues } from './case-result.ts';
import type { FixtureCase } from './case-schema.ts';

/** Runs a node's forward function once on the engine, with gradients and the states it commits. */
export async function evaluateNode(
  spec: NodeSpec,
  { params, inputs, state }: FixtureCase,
  trainer: Pick<TrainerApi, 'evaluate'>,
): Promise<Checked<CaseValues>> {
  const compiled = compileFixture(spec, params, inputs, state);
  if (!compiled.ok) return compiled;
  const { block, outputs, gradients, states } = compiled.value;
  const values = await trainer.evaluate({
    block,
    given: mapTensors({ ...inputs, ...state }, toHost),
    outputs: [...Object.values(outputs), ...Object.values(gradients), ...Object.values(states)],
  });
  if (!values.ok) return values;
  const read = (id: string) => fromHost(values.value[id] as HostTensor);
  return success({
    outputs: mapTensors(outputs, read),
    grads: mapTensors(gradients, read),
    state: mapTensors(states, read),
  });
}
