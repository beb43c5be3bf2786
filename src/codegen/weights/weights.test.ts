import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { templates } from '../../../templates/index.ts';
import { compile } from '../../compiler/compile.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { documentSchema, type UnlabelDocument } from '../../document/schema.ts';
import { initialValues } from '../../ir/initial-values.ts';
import type { RecordedTensor } from '../../ir/recording.ts';
import { randomDrawings } from '../testing/random-drawings.ts';
import { readSafetensors } from '../safetensors/read-safetensors.ts';
import type { TensorData } from '../safetensors/tensor-data.ts';
import { writeSafetensors } from '../safetensors/write-safetensors.ts';
import { readWeights } from './read-weights.ts';
import { weightLayout, type WeightLayout } from './weight-layout.ts';
import { writeWeights } from './write-weights.ts';

const ABOUT = { title: 'A drawing', step: 3 };

function prepared(document: UnlabelDocument, preset?: string) {
  const options = preset === undefined ? {} : { preset };
  const layout = weightLayout(document, registry, options);
  if (!layout.ok) throw new Error(layout.problems[0]?.message);
  const program = compile(document, registry, options).program!;
  return { layout: layout.value, program, values: initialValues(program, 7) };
}

const bits = ({ data }: RecordedTensor) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);

function expectSame(layout: WeightLayout, values: Readonly<Record<string, RecordedTensor>>) {
  const back = readWeights(layout, writeWeights(layout, values, ABOUT));
  if (!back.ok) throw new Error(back.problems[0]?.message);
  expect(Object.keys(back.value).sort()).toEqual(layout.slots.map(({ id }) => id).sort());
  for (const [id, tensor] of Object.entries(back.value)) {
    expect(tensor.shape, id).toEqual(values[id]!.shape);
    expect(bits(tensor).equals(bits(values[id]!)), id).toBe(true);
  }
}

describe('weights that are written and read again', () => {
  test.each(templates.map(({ id, document }) => [id, document] as const))(
    'are the same to the bit: template %s, all that its modules hold',
    (_, document) => {
      const { layout, program, values } = prepared(documentSchema.parse(document), 'browser');
      expect(layout.keys).toBe('pytorch');
      const optimisers = program.losses.map(({ optimiser }) => optimiser);
      const held = [...program.weights, ...program.states].filter(({ node }) => !optimisers.includes(node));
      expect(layout.slots.map(({ id }) => id).sort()).toEqual(held.map(({ id }) => id).sort());
      expectSame(layout, values);
    },
  );

  test('are the same to the bit, whatever the drawing', () => {
    let checked = 0;
    fc.assert(
      fc.property(randomDrawings, (document) => {
        if (!compile(document, registry, {}).program) return;
        const { layout, values } = prepared(document);
        expectSame(layout, values);
        checked++;
      }),
      { numRuns: 40 },
    );
    expect(checked).toBeGreaterThan(20);
  });

  test('have the names of the canvas where no model can be exported', () => {
    const { layout, values } = prepared(
      drawing(
        {
          ...SIMCLR.nodes,
          // pipelines behind pipelines are not exported
          first: ['augment.pipeline', { views: 1 }],
        },
        [
          'images.images > first.images',
          'first.images > augment.images',
          ...SIMCLR.wires.filter((wire) => wire !== 'images.images > augment.images'),
        ],
      ),
    );
    expect(layout.keys).toBe('drawing');
    expect(layout.slots.map(({ key }) => key)).toContain('encoder.stage1.kernel');
    expect(layout.slots.some(({ id }) => /^optimiser\./.test(id))).toBe(false);
    expectSame(layout, values);
  });
});

describe('what does not fit is refused, all of it by name:', () => {
  const { layout, values } = prepared(drawing(SIMCLR.nodes, SIMCLR.wires));
  const file = readSafetensors(writeWeights(layout, values, ABOUT));
  if (!file.ok) throw new Error('what was written is read');
  const { tensors } = file.value;
  const changed = (change: (all: Map<string, TensorData>) => void) => {
    const all = new Map(tensors);
    change(all);
    return readWeights(layout, writeSafetensors({ tensors: all, metadata: new Map() }));
  };
  const kernel = tensors.get('encoder.0.weight')!;

  test.each<[string, (all: Map<string, TensorData>) => void, RegExp]>([
    ['a tensor less', (all) => all.delete('encoder.0.weight'), /lacks encoder\.0\.weight\b/],
    [
      'a tensor more',
      (all) => all.set('decoder.weight', kernel),
      /no module has a place for decoder\.weight/,
    ],
    [
      'another shape',
      (all) => all.set('encoder.0.weight', { ...kernel, shape: [...kernel.shape].reverse() } as TensorData),
      /encoder\.0\.weight \(3×3×3×4 instead of 4×3×3×3\)/,
    ],
    [
      'another type',
      (all) =>
        all.set('encoder.0.weight', {
          dtype: 'I32',
          shape: kernel.shape,
          data: new Int32Array(kernel.data.length),
        }),
      /type than F32 are encoder\.0\.weight \(I32\)/,
    ],
    [
      'no number',
      (all) =>
        all.set('encoder.0.weight', {
          dtype: 'F32',
          shape: kernel.shape,
          data: new Float32Array(kernel.data.length).fill(NaN),
        }),
      /not finite are in encoder\.0\.weight/,
    ],
  ])('%s', (_, change, message) => {
    const refused = changed(change);
    expect(refused.ok).toBe(false);
    expect(refused.problems.map(({ code }) => code)).toEqual(['RUN_WEIGHTS_MISFIT']);
    expect(refused.problems[0]?.message).toMatch(message);
  });

  test('several at once', () => {
    const { problems } = changed((all) => {
      all.delete('encoder.0.weight');
      all.set('decoder.weight', kernel);
    });
    expect(problems).toHaveLength(2);
  });

  test('but counters of batches, which PyTorch saves and nothing reads, are passed over', () => {
    const counter = { dtype: 'I64', shape: [], data: BigInt64Array.of(3n) } as const;
    expect(changed((all) => all.set('encoder.1.num_batches_tracked', counter)).ok).toBe(true);
  });

  test('a file that is none', () => {
    const refused = readWeights(layout, new TextEncoder().encode('no tensors'));
    expect(refused.problems.map(({ code }) => code)).toEqual(['RUN_BAD_SAFETENSORS']);
  });
});
