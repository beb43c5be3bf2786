import { randomStream } from '../../base/random-stream.ts';
import { traceEvaluation } from '../../compiler/evaluation.ts';
import { optimise } from '../../compiler/optimise.ts';
import type { TracedDrawing } from '../../compiler/trace-drawing.ts';
import type { Trainer } from '../../../workers/trainer/trainer.ts';
import type { InferenceGraph } from '../../codegen/inference/inference-graph.ts';
import type { ParameterValues } from '../../codegen/inference/parameter-values.ts';

export interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** So many images of random pixels in [0, 1], channels last. */
export function someImages(
  { input }: InferenceGraph,
  count: number,
): { shape: number[]; data: Float32Array } {
  const shape = [count, input.height, input.width, input.channels];
  const size = shape.reduce((product, n) => product * n, 1);
  return { shape, data: randomStream(3, 'pixels').uniforms(0, size) };
}

/** What the engine computes of the images where a probe asks for the node's outputs, by port. */
export async function engineOutputs(
  trainer: Trainer,
  { graph, order, trace }: TracedDrawing,
  inference: InferenceGraph,
  values: ParameterValues,
  images: { shape: number[]; data: Float32Array },
): Promise<Map<string, Numbers>> {
  const [batchSize] = images.shape as [number];
  const { signals, block } = traceEvaluation(graph, order, inference.node, trace, { batchSize, prefix: '%' });
  const { weights, states } = trace.declarations;
  const kept = [...weights.values(), ...states.values()].map(
    ({ id, shape }) => [id, { shape, dtype: 'float32', data: values.get(id)! }] as const,
  );
  const ids = inference.outputs.map(({ port }) => signals.get(`${inference.node}.${port}`)!.tensor.id);
  const given = { ...Object.fromEntries(kept), images: { dtype: 'float32', ...images } as const };
  const { block: needed, renamed } = optimise(block, ids);
  const outputs = ids.map(renamed);
  const computed = await trainer.evaluate({ block: needed, given, outputs });
  if (!computed.ok) throw new Error(computed.problems[0]?.message);
  return new Map(inference.outputs.map(({ port }, i) => [port, computed.value[outputs[i]!]!]));
}

/** The largest difference over the largest number. */
export function relativeError(found: Numbers, expected: Numbers): number {
  if (String(found.shape) !== String(expected.shape)) return Infinity;
  let [most, difference] = [0, 0];
  for (let i = 0; i < expected.data.length; i++) {
    most = Math.max(most, Math.abs(expected.data[i]!));
    // a number that is none is no agreement
    difference = Math.max(
      difference,
      Number.isFinite(found.data[i]) ? Math.abs(found.data[i]! - expected.data[i]!) : Infinity,
    );
  }
  return difference / most;
}
