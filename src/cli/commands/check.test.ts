import { truncateSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import simclr from '../../../templates/simclr.json' with { type: 'json' };
import { temporaryFile, unlabel } from '../testing/unlabel.ts';

describe('check', () => {
  test('finds nothing wrong with the template', async () => {
    const { status, json, err } = await unlabel('check', 'simclr', '--json');
    expect({ status, err }).toEqual({ status: 0, err: [] });
    expect(json()).toMatchObject([
      {
        ok: true,
        diagnostics: [],
        gradient: {
          edges: { 'images.images->augment.images': 'forward', 'ntXent.loss->optimiser.loss': 'gradient' },
          weights: { encoder: 'trained', projector: 'trained' },
        },
        parameters: { projector: 66_176 },
        collapse: { prediction: 'healthy', grounds: 'proved' },
      },
    ]);
    const edges = json()[0]!['edges'] as {
      id: string;
      from: string;
      to: string;
      kind: string;
      shape: number[];
    }[];
    expect(edges).toHaveLength(simclr.stages[0]!.graph.edges.length);
    expect(edges).toContainEqual({
      id: 'encoder.embedding->projector.embedding',
      from: 'encoder.embedding',
      to: 'projector.embedding',
      kind: 'embedding',
      shape: [256, 128],
      views: 2,
    });
  });

  test('says in words what is wrong, and where', async () => {
    const { status, out } = await unlabel('check', 'simclr', '--set', 'images.batchSize=1');
    expect(status).toBe(1);
    expect(out.join('\n')).toContain('error SHAPE_BATCH_OF_ONE at ntXent: ');
    expect(out.at(-1)).toBe('This cannot be trained yet.');
  });

  test('lays the preset asked for over the drawing', async () => {
    const edges = async (...args: string[]) =>
      (await unlabel('check', 'simclr', '--json', ...args)).json()[0]!['edges'] as { shape: number[] }[];
    expect((await edges('--preset', 'browser'))[0]?.shape).toEqual((await edges())[0]?.shape);
    expect((await edges('--preset', 'cifar10'))[0]?.shape[0]).toBe(512);
  });

  test.each([
    ['GRAPH_UNKNOWN_NODE', ['--set', 'nobody.temperature=1']],
    ['GRAPH_UNKNOWN_PARAM', ['--set', 'ntXent.temprature=1']],
    ['GRAPH_BAD_PARAM', ['--set', 'ntXent.temperature=hot']],
    ['DOC_UNKNOWN_PRESET', ['--preset', 'paper']],
  ])('%s', async (code, args) => {
    const { status, json } = await unlabel('check', 'simclr', '--json', ...args);
    expect(status).toBe(1);
    expect(json()).toMatchObject([
      { ok: false, diagnostics: [{ code, message: expect.stringMatching(/\.$/) as string }] },
    ]);
  });

  test.each([
    ['DOC_NOT_FOUND', () => 'no/such/file.json'],
    ['DOC_NOT_FOUND', () => import.meta.dirname],
    ['DOC_NOT_JSON', () => temporaryFile('cut.json', JSON.stringify(simclr).slice(0, 500))],
    ['DOC_NOT_UNLABEL', () => temporaryFile('other.json', '{"nodes": []}')],
    ['DOC_NEWER', () => temporaryFile('newer.json', JSON.stringify({ ...simclr, version: 99 }))],
    ['DOC_INVALID', () => temporaryFile('invalid.json', JSON.stringify({ ...simclr, stages: [] }))],
    [
      'DOC_TOO_LARGE',
      () => {
        const path = temporaryFile('large.json', '');
        truncateSync(path, 100_000_000);
        return path;
      },
    ],
  ])('%s', async (code, path) => {
    const { status, json } = await unlabel('check', path(), '--json');
    expect(status).toBe(1);
    expect(json()).toMatchObject([{ ok: false, diagnostics: [{ code }], edges: [] }]);
  });
});

test('--program prints the program; --without leaves out passes', async () => {
  const text = (await unlabel('check', 'simclr', '--program')).out.join('\n');
  expect(text).toContain('backward:');
  const operations = async (...args: string[]) => {
    const { json } = await unlabel('check', 'simclr', '--program', '--json', ...args);
    return (json() as [{ program: { step: { operations: unknown[] } } }])[0].program.step.operations.length;
  };
  expect(await operations('--without', 'shareSubexpressions')).toBeGreaterThan(await operations());
});
