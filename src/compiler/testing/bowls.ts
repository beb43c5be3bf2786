import type { Program } from '../../ir/program.ts';
import { createRegistry, defineNode, z, type NodeSpec, type WeightOptions } from '../../spec/index.ts';
import { compile } from '../compile.ts';
import type { Compilation } from '../compilation.ts';
import { drawing } from './drawing.ts';
import { simulate } from './simulate.ts';
import { TOY_NODES } from './toy-nodes.ts';

export interface Bowl {
  readonly shape: readonly number[];
  /** The value of all elements at first. */
  readonly start: number;
  readonly target: readonly number[];
  readonly options?: WeightOptions;
}

/** A tensor that is decayed, and one that is not. */
export const KERNEL: Bowl = { shape: [2, 3], start: 0.5, target: [1, -1, 2, 0, 0.5, -2] };
export const BIAS: Bowl = { shape: [3], start: 0.25, target: [-1, 0.5, 2], options: { decay: false } };

/**
 * A drawing in which one of the given optimisers minimises ½‖w − target‖² summed over all bowls: the gradient of each w
 * is w − target.
 */
export function compileBowls(
  optimisers: readonly NodeSpec[],
  bowls: Readonly<Record<string, Bowl>>,
  optimiser: readonly [type: string, params: Readonly<Record<string, number | string | boolean>>],
  steps: number,
): Compilation {
  const node = defineNode({
    id: 'loss.bowls',
    label: 'Bowls',
    summary: 'Half the squared distance of weights to their targets.',
    params: () => z.object({}),
    hasWeights: true,
    ports: () => ({
      inputs: [{ name: 'embedding', label: 'in', kinds: ['embedding'], summary: 'Not looked at.' }],
      outputs: [{ name: 'loss', label: 'loss', kind: 'loss', summary: 'The sum over all weights.' }],
    }),
    forward({ ops, weight }) {
      const losses = Object.entries(bowls).map(([name, { shape, start, target, options }]) => {
        const w = weight(name, shape, { kind: 'constant', value: start }, options);
        return ops.mul(ops.sum(ops.square(ops.sub(w, ops.constant(target, shape)))), 0.5);
      });
      return { loss: { tensor: losses.reduce((sum, loss) => ops.add(sum, loss)), views: 1 } };
    },
  });
  const document = drawing(
    { data: ['data.ones'], bowls: ['loss.bowls'], optimiser: [...optimiser] },
    ['data.embedding > bowls.embedding', 'bowls.loss > optimiser.loss'],
    steps,
  );
  return compile(document, createRegistry([...optimisers, ...TOY_NODES, node]));
}

/** The weights after some steps, by name, in float64. */
export function weightsAfter(program: Program, steps: number): Record<string, number[]> {
  const { kept } = simulate(program, steps).at(-1)!;
  return Object.fromEntries(program.weights.map(({ id, name }) => [name, [...kept.get(id)!.data]]));
}
