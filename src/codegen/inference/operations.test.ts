import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATION_CASES, type OperationCase } from '../../../workers/engine/execute/operation-cases.ts';
import { runGraphModel } from '../../../workers/testing/run-graph-model.ts';
import { SHAPE_RULES } from '../../ir/operations/shape-rules.ts';
import type { ValueType } from '../../ir/value.ts';
import { permute } from '../permute.ts';
import type { InferenceGraph, InferenceOperation } from './inference-graph.ts';
import { writeOnnx } from './onnx/write-onnx.ts';
import { writeTfjsGraph } from './tfjs-graph/write-tfjs-graph.ts';
import { TRAINING_ONLY } from './trace-inference.ts';

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
});

const fixed = (shape: readonly number[], dtype: ValueType['dtype'] = 'float32') => ({ shape, dtype });

/** A graph of one operation, whose operands hang on an image of one pixel: a constant times that pixel, which is 1. */
function graphOf({ name, inputs, attributes }: OperationCase): InferenceGraph {
  const operations: InferenceOperation[] = [];
  const add = (one: object) => operations.push({ origin: 'one', ...one } as InferenceOperation);
  const one = { name: 'reshape', label: 'one/Reshape', inputs: ['images'], output: '%one' };
  add({ ...one, attributes: { shape: [] }, type: fixed([]) });
  const operands = inputs.map(({ shape, data, dtype }, i) => {
    const type = fixed(shape);
    add({
      name: 'constant',
      label: `one/Constant${i}`,
      inputs: [],
      output: `%c${i}`,
      attributes: { ...type, data },
      type,
    });
    add({
      name: 'mul',
      label: `one/Mul${i}`,
      inputs: [`%c${i}`, '%one'],
      output: `%x${i}`,
      attributes: {},
      type,
    });
    if (dtype !== 'int32') return `%x${i}`;
    const cast = { name: 'cast', label: `one/Cast${i}`, inputs: [`%x${i}`], output: `%i${i}` };
    add({ ...cast, attributes: { dtype: 'int32' }, type: fixed(shape, 'int32') });
    return `%i${i}`;
  });
  const types = inputs.map(({ shape, dtype = 'float32' }) => ({ shape, dtype }));
  const rule = SHAPE_RULES[name] as (
    inputs: readonly ValueType[],
    attributes: object,
  ) => readonly ValueType[];
  add({
    name,
    label: 'one/Tested',
    inputs: operands,
    output: '%y',
    attributes,
    type: rule(types, attributes)[0]!,
  });
  return {
    node: 'one',
    input: { id: 'images', height: 1, width: 1, channels: 1 },
    parameters: [],
    operations,
    outputs: [{ port: 'y', value: '%y' }],
    types: new Map([
      ['images', { shape: [{ perImage: 1 }, 1, 1, 1], dtype: 'float32' } as const],
      ...operations.map(({ output, type }) => [output, type] as const),
    ]),
  };
}

const ABOUT = { title: 'One operation', facts: {} };
const PIXEL = { shape: [1, 1, 1, 1], data: Float32Array.of(1) };
const CASES = OPERATION_CASES.filter(({ name }) => !TRAINING_ONLY.includes(name));

function expectNumbers(found: ArrayLike<number>, [expected]: OperationCase['outputs']) {
  expect(found.length).toBe(expected!.length);
  expected!.forEach((value, i) => {
    if (Number.isFinite(value))
      expect(Math.abs(found[i]! - value)).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)));
    else expect(found[i]).toBe(value);
  });
}

describe.each(CASES.map((one) => [`${one.name} ${one.what ?? ''}`, one] as const))('%s', (_, one) => {
  const graph = graphOf(one);

  test('in ONNX', async () => {
    const session = await ort.InferenceSession.create(writeOnnx(graph, new Map(), ABOUT));
    const { y } = await session.run({ images: new ort.Tensor('float32', PIXEL.data, PIXEL.shape) });
    await session.release();
    const { dims, data } = y!;
    const back = [0, 2, 3, 1];
    expectNumbers(
      dims.length === 4 ? permute(data as Float32Array, dims, back) : (data as Float32Array),
      one.outputs,
    );
  });

  test('in TensorFlow.js', async () => {
    const found = await runGraphModel(new Map(writeTfjsGraph(graph, new Map(), ABOUT)), PIXEL);
    expectNumbers(found.get('y')!.data, one.outputs);
  });
});

test('what is small keeps its digits in ln(1 + x)', async () => {
  const tiny = {
    name: 'log1p',
    inputs: [{ shape: [2], data: [1e-9, 1e-4] }],
    attributes: {},
    outputs: [],
  } as const;
  const session = await ort.InferenceSession.create(writeOnnx(graphOf(tiny), new Map(), ABOUT));
  const { y } = await session.run({ images: new ort.Tensor('float32', PIXEL.data, PIXEL.shape) });
  await session.release();
  const [first, second] = y!.data as Float32Array;
  expect(first! / 1e-9).toBeCloseTo(1, 6);
  expect(second! / Math.log1p(1e-4)).toBeCloseTo(1, 6);
});
