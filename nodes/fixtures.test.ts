import { beforeAll, describe, expect, test } from 'vitest';
import { compileFixture } from '../src/compiler/fixture.ts';
import { compileUpdate } from '../src/compiler/update-fixture.ts';
import type { Block } from '../src/ir/program.ts';
import { scheduleValue } from '../src/ir/schedule.ts';
import type { HostTensor } from '../workers/protocol.ts';
import augment from './__fixtures__/augment.json' with { type: 'json' };
import contrastive from './__fixtures__/contrastive.json' with { type: 'json' };
import layers from './__fixtures__/layers.json' with { type: 'json' };
import metrics from './__fixtures__/metrics.json' with { type: 'json' };
import optimizers from './__fixtures__/optimizers.json' with { type: 'json' };
import { registry } from './index.ts';
import { BACKENDS, floats, relativeError, runOn, useBackend } from './testing/run-on.ts';

interface Numbers {
  readonly shape: number[];
  readonly dtype: string;
  readonly data: number[];
}
type Named = Readonly<Record<string, Numbers>>;

/** Numbers made with PyTorch; `__fixtures__/README.md` tells what they mean. */
interface Case {
  readonly id: string;
  readonly node: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: Named;
  readonly state?: Named;
  readonly expect: { readonly outputs: Named; readonly grads?: Named; readonly state?: Named };
  readonly tolerance?: number;
}

/** What float32 reaches on every backend where a case asks for nothing else. */
const TOLERANCE = 1e-4;

const all = [augment, contrastive, layers, metrics, optimizers].flatMap(
  ({ cases }) => cases as unknown as Case[],
);
const known = all.filter(({ node }) => registry.find(node));
const table = (cases: readonly Case[]) => cases.map((one) => [one.id, one] as const);

const host = ({ shape, data }: Numbers): HostTensor => floats(shape, data);
const hosts = (named: Named): Record<string, HostTensor> =>
  Object.fromEntries(Object.entries(named).map(([name, numbers]) => [name, host(numbers)]));

/** Feeds of a block from numbers given by name, and of schedules from the step. */
function feedsOf(
  block: Block,
  given: Readonly<Record<string, HostTensor>>,
  step = 0,
): Map<string, HostTensor> {
  return new Map(
    block.feeds.map(({ id, source }) => [
      id,
      source.kind === 'schedule'
        ? floats([], [scheduleValue(source.schedule, step)])
        : given[(source as { name: string }).name]!,
    ]),
  );
}

test('every case of the vocabulary is there', () => {
  const missing = all.filter(({ node }) => !registry.find(node)).map(({ node }) => node);
  expect([...new Set(missing)].sort()).toEqual([
    'loss.decoupledContrastive',
    'loss.infoNCE',
    'optim.lars',
    // measured on the host
    'probe.knn',
    'probe.normalizedStd',
    'probe.rankMe',
    'schedule.cosine',
    'schedule.cosineWarmup',
  ]);
  expect(known).toHaveLength(30);
});

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(table(known.filter(({ node }) => !node.startsWith('optim.'))))('%s', async (_, one) => {
    const given = { ...hosts(one.inputs), ...hosts(one.state ?? {}) };
    const compiled = compileFixture(
      registry.find(one.node)!,
      one.params,
      hosts(one.inputs),
      hosts(one.state ?? {}),
    );
    if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '));
    const { block, outputs, gradients, states } = compiled.value;
    const wanted: (readonly [string, string | undefined, Numbers])[] = [
      ...Object.entries(one.expect.outputs).map(([name, n]) => [name, outputs[name], n] as const),
      ...Object.entries(one.expect.grads ?? {}).map(([name, n]) => [`∂${name}`, gradients[name], n] as const),
      ...Object.entries(one.expect.state ?? {}).map(([name, n]) => [name, states[name], n] as const),
    ];
    expect(wanted.filter(([, id]) => id === undefined)).toEqual([]);
    const values = await runOn(
      backend,
      block,
      feedsOf(block, given),
      wanted.map(([, id]) => id!),
    );
    for (const [name, id, numbers] of wanted) {
      expect(relativeError(values.get(id!)!, host(numbers)), name).toBeLessThan(one.tolerance ?? TOLERANCE);
    }
  });

  test.each(table(known.filter(({ node }) => node.startsWith('optim.'))))('%s', async (_, one) => {
    const { parameter, gradients } = one.inputs as { parameter: Numbers; gradients: Numbers };
    const [steps, ...shape] = gradients.shape as [number, ...number[]];
    const size = parameter.data.length;
    const compiled = compileUpdate(registry.find(one.node)!, one.params, shape, steps);
    if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '));
    const { block, weight, slots } = compiled.value;

    let given = {
      weight: host(parameter),
      ...Object.fromEntries(Object.keys(slots).map((name) => [name, floats(shape, new Array(size).fill(0))])),
    } as Record<string, HostTensor>;
    const trajectory: number[] = [];
    for (let step = 0; step < steps; step++) {
      const gradient = floats(shape, gradients.data.slice(step * size, (step + 1) * size));
      const feeds = feedsOf(block, { ...given, gradient }, step);
      const values = await runOn(backend, block, feeds, [weight, ...Object.values(slots)]);
      given = {
        weight: values.get(weight)!,
        ...Object.fromEntries(Object.entries(slots).map(([name, id]) => [name, values.get(id)!])),
      };
      trajectory.push(...given.weight!.data);
    }
    const expected = host(one.expect.outputs.trajectory!);
    expect(relativeError(floats(expected.shape, trajectory), expected)).toBeLessThan(TOLERANCE);
  });
});
