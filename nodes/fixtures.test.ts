import { beforeAll, describe, expect, test } from 'vitest';
import { checkCase } from '../src/runtime/fixtures/check-case.ts';
import { fixtureFileSchema } from '../src/runtime/fixtures/case-schema.ts';
import { evaluate } from '../workers/engine/evaluate.ts';
import augment from './__fixtures__/augment.json' with { type: 'json' };
import clustering from './__fixtures__/clustering.json' with { type: 'json' };
import contrastive from './__fixtures__/contrastive.json' with { type: 'json' };
import decorrelation from './__fixtures__/decorrelation.json' with { type: 'json' };
import distillation from './__fixtures__/distillation.json' with { type: 'json' };
import layers from './__fixtures__/layers.json' with { type: 'json' };
import metrics from './__fixtures__/metrics.json' with { type: 'json' };
import networks from './__fixtures__/networks.json' with { type: 'json' };
import optimizers from './__fixtures__/optimizers.json' with { type: 'json' };
import supervised from './__fixtures__/supervised.json' with { type: 'json' };
import { registry } from './index.ts';
import { BACKENDS, useBackend } from './testing/run-on.ts';

/** What float32 reaches on both backends where a case asks for nothing else. */
const TOLERANCE = 1e-4;

const files = [
  augment,
  clustering,
  contrastive,
  decorrelation,
  distillation,
  layers,
  metrics,
  networks,
  optimizers,
  supervised,
];
const all = files.flatMap(
  (file) => fixtureFileSchema.parse(file).cases as { id: string; node: string; tolerance?: number }[],
);
const known = all.filter(({ node }) => registry.find(node));

test('every case of the vocabulary is there', () => {
  const missing = all.filter(({ node }) => !registry.find(node)).map(({ node }) => node);
  expect([...new Set(missing)].sort()).toEqual([
    // measured on the host
    'probe.knn',
    'probe.normalizedStd',
    'probe.rankMe',
    'schedule.cosine',
    'schedule.cosineWarmup',
  ]);
  expect(known).toHaveLength(77);
});

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(known.map((one) => [one.id, one] as const))('%s', async (_, one) => {
    const result = await checkCase(one, registry, { evaluate: (request) => evaluate(request, backend) });
    expect(result).not.toHaveProperty('error');
    expect(result).toHaveProperty('worst');
    expect((result as { worst: number }).worst).toBeLessThan(one.tolerance ?? TOLERANCE);
  });
});
