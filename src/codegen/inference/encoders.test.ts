import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { templates } from '../../../templates/index.ts';
import type { Trainer } from '../../../workers/trainer/trainer.ts';
import { openTrainer } from '../../cli/open-trainer.ts';
import { compile } from '../../compiler/compile.ts';
import { traceDrawing, type TracedDrawing } from '../../compiler/trace-drawing.ts';
import { documentSchema, type UnlabelDocument } from '../../document/schema.ts';
import { permute } from '../permute.ts';
import { engineOutputs, relativeError, someImages, type Numbers } from '../../cli/testing/engine-outputs.ts';
import { runGraphModel } from '../../../workers/testing/run-graph-model.ts';
import { ENCODERS, HEADS } from './testing/encoders.ts';
import { someValues } from './testing/some-values.ts';
import { writeTfjsGraph } from './tfjs-graph/write-tfjs-graph.ts';
import { encoderOf, traceInference } from './trace-inference.ts';
import { writeOnnx } from './onnx/write-onnx.ts';

const TOLERANCE = 1e-5;
/** Most templates have the same encoder: what was measured of it, by its operations. */
const measured = new Map<string, { readonly onnx: number; readonly tfjs: number }>();
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
  const about = { title: 'A drawing', facts: {} };
  return {
    graph: graph.value,
    values,
    onnx: writeOnnx(graph.value, values, about),
    tfjs: new Map(writeTfjsGraph(graph.value, values, about)),
  };
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

/** The largest error of any output in either program, with one image and with three. */
async function errorsOf(document: UnlabelDocument, node?: string, preset?: string) {
  const traced = tracedOf(document, preset);
  const { graph, values, onnx, tfjs } = modelOf(traced, node);
  const key = JSON.stringify(graph.operations);
  const known = measured.get(key);
  if (known) return known;
  const worst = { onnx: 0, tfjs: 0 };
  for (const count of [1, 3]) {
    const images = someImages(graph, count);
    const expected = await engineOutputs(trainer, traced, graph, values, images);
    const found = { onnx: await runOnnx(onnx, images), tfjs: await runGraphModel(tfjs, images) };
    for (const program of ['onnx', 'tfjs'] as const) {
      expect([...found[program].keys()].sort()).toEqual([...expected.keys()].sort());
      for (const [port, numbers] of expected) {
        worst[program] = Math.max(worst[program], relativeError(found[program].get(port)!, numbers));
      }
    }
  }
  measured.set(key, worst);
  return worst;
}

/** Expects both to agree with the engine; `MEASURE=1` prints by how much. */
async function expectAgreement(name: string, document: UnlabelDocument, node?: string, preset?: string) {
  const errors = await errorsOf(document, node, preset);
  if (process.env['MEASURE']) console.log(`${name}: ${JSON.stringify(errors)}`);
  expect(errors.onnx).toBeLessThan(TOLERANCE);
  expect(errors.tfjs).toBeLessThan(TOLERANCE);
}

describe('an encoder alone gives in onnxruntime and in TensorFlow.js what the engine computes:', () => {
  test.each(Object.entries(ENCODERS))('%s', (name, document) => expectAgreement(name, document));
  test.each(Object.entries(HEADS))('%s', (name, document) => expectAgreement(name, document, 'projector'));
  test.each(templates.map(({ id, document }) => [id, document] as const))(
    'template %s',
    async (name, drawn) => {
      const document = documentSchema.parse(drawn);
      await expectAgreement(name, document, undefined, 'browser');
      const heads = document.stages[0]!.graph.nodes.filter(({ type }) =>
        ['head.dino', 'head.prototypes'].includes(type),
      );
      for (const { id } of heads) await expectAgreement(`${name} ${id}`, document, id, 'browser');
    },
  );
});
