import { expect, test } from 'vitest';
import { drawing } from '../compiler/testing/drawing.ts';
import { temporaryFile, unlabel } from './testing/unlabel.ts';

/** SimCLR whose encoder and projector are one node; a preset puts another encoder inside. */
function tower(): string {
  const document = drawing(
    {
      images: ['data.images', { dataset: 'factors', batchSize: 4 }],
      augment: ['augment.pipeline'],
      tower: ['composite.tower', { size: 8 }],
      ntXent: ['loss.ntXent'],
      optimiser: ['optim.adamw'],
    },
    [
      'images.images > augment.images',
      'augment.images > tower.images',
      'tower.embedding > ntXent.a',
      'ntXent.loss > optimiser.loss',
    ],
  );
  document.composites['tower'] = {
    title: 'Tower',
    summary: '',
    graph: {
      nodes: [
        { id: 'encoder', type: 'encoder.convnet', params: { widths: [4, 8] } },
        { id: 'projector', type: 'head.mlp', params: { hidden: [8] } },
      ],
      edges: [{ from: 'encoder.embedding', to: 'projector.embedding' }],
    },
    inputs: [{ name: 'images', label: 'images', to: ['encoder.images'] }],
    outputs: [{ name: 'embedding', label: 'embedding', from: 'projector.embedding' }],
    params: [{ name: 'size', label: 'Size', node: 'projector', param: 'outputSize' }],
    positions: {},
  };
  document.presets['flat'] = {
    title: 'Flat',
    nodes: { 'tower/encoder': { widths: [6] } },
    types: { 'tower/encoder': 'encoder.mlp' },
    run: {},
  };
  return temporaryFile('tower.json', JSON.stringify(document));
}

test('a drawing with a composite node is checked, from outside and, by its settings, inside', async () => {
  const plain = await unlabel('check', tower(), '--json', '--set', 'tower/projector.hidden=[5]');
  expect(plain.status).toBe(0);
  expect(plain.json()[0]).toMatchObject({ ok: true, gradient: { weights: { tower: 'trained' } } });
  const shapeOf = (json: Record<string, unknown>) =>
    (json['edges'] as { id: string; shape: number[] }[]).find(({ id }) => id === 'tower.embedding->ntXent.a')
      ?.shape;
  expect(shapeOf(plain.json()[0]!)).toEqual([8, 8]);
  const other = await unlabel('check', tower(), '--json', '--set', 'tower.size=16');
  expect(shapeOf(other.json()[0]!)).toEqual([8, 16]);

  const broken = await unlabel('check', tower(), '--json', '--set', 'tower.size=-1');
  expect(broken.json()[0]).toMatchObject({
    ok: false,
    diagnostics: [{ code: 'GRAPH_BAD_PARAM', at: { node: 'tower', param: 'size' } }],
  });
});

test.each([{ options: [] }, { options: ['--preset', 'flat'] }])(
  'it is trained with $options',
  { timeout: 120_000 },
  async ({ options }) => {
    const { status, json } = await unlabel(
      'train',
      tower(),
      '--backend',
      'cpu',
      '--steps',
      '3',
      '--json',
      ...options,
    );
    expect(status).toBe(0);
    const losses = json().flatMap(({ event, loss }) => (event === 'step' ? [loss as number] : []));
    expect(losses).toHaveLength(3);
    expect(losses.every(Number.isFinite)).toBe(true);
  },
);
