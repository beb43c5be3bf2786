import { expect, it } from 'vitest';
import { registry } from '../nodes/index.ts';
import { compile } from '../src/compiler/compile.ts';
import { documentSchema, type UnlabelDocument } from '../src/document/schema.ts';
import { templates } from '../templates/index.ts';
import { planFused } from '../workers/engine/block-plan.ts';
import { keptTypes } from '../workers/engine/fusion/kept-types.ts';

/** Dispatches of a step on a device with so many storage buffers: more of them are slower, fewer are a reason to be glad and to change this. */
const DISPATCHES: Readonly<Record<string, Readonly<Record<8 | 12, number>>>> = {
  simclr: { 8: 55, 12: 47 },
  byol: { 8: 86, 12: 72 },
  supervised: { 8: 45, 12: 37 },
};

function instructionsOf(document: UnlabelDocument, storageBuffers: number) {
  const { program } = compile(document, registry, { preset: 'browser' });
  const kept = [...program!.losses, ...program!.commits].map(({ value }) => value);
  return planFused(program!.step, kept, { storageBuffers }, keptTypes(program!)).instructions;
}

/** Another number than any network's width, so that what is N×N is so for the loss. */
const IMAGES = 98;

it('NT-Xent writes the products of its rows and the gradient by them to memory, and no other matrix of N×N', () => {
  const document = documentSchema.parse(
    structuredClone(templates.find(({ id }) => id === 'simclr')!.document),
  );
  const images = document.stages[0]!.graph.nodes.find(({ type }) => type === 'data.images')!;
  images.params = { ...images.params, batchSize: IMAGES };
  const rows = 2 * IMAGES;
  const written = instructionsOf(document, 8).flatMap(({ operation }) =>
    operation.types
      .filter(({ shape }) => shape.length === 2 && shape[0] === rows && shape[1] === rows)
      .map(() =>
        operation.name === 'fused' ? operation.operations.map(({ name }) => name) : [operation.name],
      ),
  );
  expect(written).toHaveLength(2);
  expect(written[0]).toEqual(['matMul']);
  expect(written[1]).toContain('exp');
});

it.each(Object.entries(DISPATCHES))('a step of %s has as many dispatches as ever', (id, counts) => {
  const { document } = templates.find((template) => template.id === id)!;
  for (const storageBuffers of [8, 12] as const) {
    const dispatches = instructionsOf(documentSchema.parse(document), storageBuffers).filter(
      ({ operation }) => operation.name !== 'reshape',
    );
    expect(dispatches).toHaveLength(counts[storageBuffers]);
  }
});
