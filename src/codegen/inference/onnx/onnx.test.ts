import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { registry } from '../../../../nodes/index.ts';
import { templates } from '../../../../templates/index.ts';
import type { Trainer } from '../../../../workers/trainer/trainer.ts';
import { openTrainer } from '../../../cli/open-trainer.ts';
import { compile } from '../../../compiler/compile.ts';
import { traceDrawing, type TracedDrawing } from '../../../compiler/trace-drawing.ts';
import { documentSchema, type UnlabelDocument } from '../../../document/schema.ts';
import { permute } from '../../permute.ts';
import { engineOutputs, relativeError, someImages, type Numbers } from '../../../cli/testing/engine-outputs.ts';
import { ENCODERS, HEADS } from '../testing/encoders.ts';
import { someValues } from '../testing/some-values.ts';
import { encoderOf, traceInference } from '../trace-inference.ts';
import { writeOnnx } from './write-onnx.ts';

const TOLERANCE = 1e-5;
let trainer: Trainer;

beforeAll(async () => {
  ort.env.wasm.numThreads = 1;
  const opened = await openTrainer('wasm', 1);
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  trainer = opened.value.trainer;
});

function tracedOf(document: UnlabelDocument, preset?: string): TracedDrawing {
  const options = preset === undefined ? {} : { preset };
  const traced = traceDrawing(document, registry, options);
  if ('refused' in traced) throw new Error(traced.refused[0]?.message);
  expect(compile(document, registry, options).program).not.toBeNull();
  return traced;
}

function modelOf(traced: TracedDrawing, node = encoderOf(traced)!) {
  const graph = traceInference(traced, node);
  if (!graph.ok) throw new Error(graph.problems[0]?.message);
  const { weights, states } = traced.trace.declarations;
  const values = someValues({
    weights: [...weights.values()].map((weight) => ({ ...weight, role: 'trained' })),
    states: [...states.values()],
  });
  const bytes = writeOnnx(graph.value, values, { title: 'A drawing', facts: {} });
  return { graph: graph.value, values, bytes };
}

async function runOnnx(
  bytes: Uint8Array,
  images: { shape: number[]; data: Float32Array },
): Promise<Map<string, Numbers>> {
  const session = await ort.InferenceSession.create(bytes);
  const { shape, data } = images;
  const order = [0, 3, 1, 2];
  const input = new ort.Tensor(
    'float32',
    permute(data, shape, order),
    order.map((axis) => shape[axis]!),
  );
  const found = await session.run({ images: input });
  await session.release();
  return new Map(
    Object.entries(found).map(([port, { dims, data: numbers }]) => {
      const from = numbers as Float32Array;
      if (dims.length !== 4) return [port, { shape: dims, data: from }];
      const back = [0, 2, 3, 1];
      return [port, { shape: back.map((axis) => dims[axis]!), data: permute(from, dims, back) }];
    }),
  );
}

/** The largest error of any output, with one image and with three. */
async function errorOf(document: UnlabelDocument, node?: string, preset?: string): Promise<number> {
  const traced = tracedOf(document, preset);
  const { graph, values, bytes } = modelOf(traced, node);
  let worst = 0;
  for (const count of [1, 3]) {
    const images = someImages(graph, count);
    const expected = await engineOutputs(trainer, traced, graph, values, images);
    const found = await runOnnx(bytes, images);
    expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [port, numbers] of expected) worst = Math.max(worst, relativeError(found.get(port)!, numbers));
  }
  return worst;
}

describe('an encoder as ONNX gives in onnxruntime what the engine computes:', () => {
  test.each(Object.entries(ENCODERS))('%s', async (_, document) => {
    expect(await errorOf(document)).toBeLessThan(TOLERANCE);
  });
  test.each(Object.entries(HEADS))('%s', async (_, document) => {
    expect(await errorOf(document, 'projector')).toBeLessThan(TOLERANCE);
  });
  test.each(templates.map(({ id, document }) => [id, document] as const))('template %s', async (_, drawn) => {
    const document = documentSchema.parse(drawn);
    expect(await errorOf(document, undefined, 'browser')).toBeLessThan(TOLERANCE);
    const heads = document.stages[0]!.graph.nodes.filter(({ type }) =>
      ['head.dino', 'head.prototypes'].includes(type),
    );
    for (const { id } of heads) expect(await errorOf(document, id, 'browser'), id).toBeLessThan(TOLERANCE);
  });
});
