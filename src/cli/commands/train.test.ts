import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import simclr from '../../../templates/simclr.json' with { type: 'json' };
import { TINY, tinyTemplate } from '../testing/tiny-template.ts';
import { temporaryFile, unlabel } from '../testing/unlabel.ts';

vi.setConfig({ testTimeout: 180_000 });

const tinySimclr = () => tinyTemplate(simclr);

/** SimCLR whose embeddings are assigned to eight prototypes that nothing trains. */
function withAssignments(): string {
  const document = structuredClone(simclr);
  const { graph } = document.stages[0]!;
  const nodes: object[] = graph.nodes.filter(({ type }) => type !== 'probe.retrieval');
  nodes.push(
    { id: 'prototypes', type: 'head.prototypes', params: { count: 8 } },
    { id: 'codes', type: 'probe.distribution', params: { every: 1 } },
  );
  const edges = graph.edges.filter(({ to }) => !to.startsWith('retrievalProbe.'));
  edges.push(
    { from: 'projector.embedding', to: 'prototypes.embedding' },
    { from: 'prototypes.logits', to: 'codes.distribution' },
    { from: 'prototypes.logits', to: 'codes.student' },
  );
  const stages = [{ ...document.stages[0], graph: { nodes, edges } }];
  return temporaryFile('assigned.json', JSON.stringify({ ...document, stages }));
}
describe('train', () => {
  const tiny = ['train', tinySimclr(), '--backend', 'cpu', '--steps', '3', '--json', ...TINY];

  test('reports a run as one JSON object a line, and repeats it from its seed', async () => {
    const first = await unlabel(...tiny, '--seed', '5');
    expect({ status: first.status, err: first.err }).toEqual({ status: 0, err: [] });
    const events = first.json();
    expect(events[0]).toMatchObject({
      event: 'started',
      backend: 'cpu',
      parameters: expect.any(Number) as number,
    });
    const steps = events.filter(({ event }) => event === 'step');
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3]);
    expect(steps[0]).toMatchObject({
      loss: expect.any(Number) as number,
      metrics: { learningRate: expect.any(Number) as number },
    });
    expect(events.some(({ event, step }) => event === 'probe' && step === 0)).toBe(true);
    expect(events.at(-1)).toMatchObject({
      event: 'finished',
      verdict: { kind: 'too early', evidence: [expect.any(String) as string] },
      stepsPerSecond: expect.any(Number) as number,
      fingerprint: expect.stringMatching(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/) as string,
    });

    const losses = async (seed: string) =>
      (await unlabel(...tiny, '--seed', seed))
        .json()
        .flatMap(({ event, loss }) => (event === 'step' ? [loss] : []));
    expect(await losses('5')).toEqual(steps.map(({ loss }) => loss));
    expect(await losses('6')).not.toEqual(steps.map(({ loss }) => loss));
  });

  test('--threads says how many threads train, and changes no loss', async () => {
    const runs: { threads: number; losses: unknown[]; said: string }[] = [];
    for (const threads of [2, 1]) {
      const args = ['train', tinySimclr(), '--backend', 'wasm', '--steps', '3', '--threads', String(threads)];
      const text = await unlabel(...args, '--seed', '5', ...TINY);
      const losses = text.out.flatMap((line) => /^step .*loss ([\d.]+)/.exec(line)?.[1] ?? []);
      runs.push({ threads, losses, said: text.out.join('\n') });
    }
    expect(runs[0]!.said).toContain('WebAssembly SIMD, 2 threads');
    expect(runs[1]!.said).toContain('WebAssembly SIMD, 1 thread)');
    expect(runs[0]!.losses.length).toBeGreaterThan(0);
    expect(runs[1]!.losses).toEqual(runs[0]!.losses);
  });

  test('a run that explodes ends with the node and status 1', async () => {
    const { status, json } = await unlabel(...tiny, '--steps', '40', '--set', 'optimiser.learningRate=1e30');
    expect(status).toBe(1);
    expect(json().at(-1)).toMatchObject({
      event: 'failed',
      diagnostics: [{ code: 'RUN_NOT_FINITE', at: { node: expect.any(String) as string } }],
    });
  });

  test('a drawing with faults is not trained', async () => {
    const { status, json } = await unlabel(...tiny, '--set', 'images.batchSize=1');
    expect(status).toBe(1);
    expect(json()).toMatchObject([
      {
        event: 'failed',
        step: 0,
        diagnostics: ['projector', 'ntXent'].map((node) => ({ code: 'SHAPE_BATCH_OF_ONE', at: { node } })),
      },
    ]);
  });

  test('tells people of steps, metrics and the verdict', async () => {
    const { status, out } = await unlabel('train', tinySimclr(), '--backend', 'cpu', '--steps', '2', ...TINY);
    expect(status).toBe(0);
    expect(out.join('\n')).toMatch(/^step 2\/2 +loss [\d.]+ +learning rate [\d.]+ +[\d.]+ s$/m);
    expect(out.join('\n')).toMatch(/embeddingProbe at step 0: .*RankMe [\d.]+/);
    expect(out.join('\n')).toContain('verdict: too early');
  });

  test('reports entropies of assignments, beside ln K', async () => {
    const assigned = ['train', withAssignments(), '--backend', 'cpu', '--steps', '2', ...TINY];
    const { json } = await unlabel(...assigned, '--json');
    const probed = json().filter(({ event, node }) => event === 'probe' && node === 'codes');
    expect(probed.map(({ step }) => step)).toEqual([0, 1]);
    const { entropy, meanEntropy, perplexity, kl } = probed[1]!.metrics as Record<string, number>;
    expect(probed[1]!.metrics).toMatchObject({ classes: 8 });
    // concave: the mean of entropies is at most the entropy of the mean
    expect(entropy).toBeLessThanOrEqual(meanEntropy!);
    expect(meanEntropy).toBeLessThanOrEqual(Math.log(8));
    expect(perplexity).toBeCloseTo(Math.exp(meanEntropy!), 10);
    expect(kl).toBeGreaterThan(0);
    expect(probed[1]!.untrained).toEqual(probed[0]!.metrics);

    const { out } = await unlabel(...assigned);
    const line = out.find((text) => text.includes('codes at step 1'));
    expect(line).toMatch(/: entropy [\d.]+ → [\d.]+ of ln 8 = 2\.079, .*perplexity [\d.]+ → [\d.]+ of 8, KL/);
    expect(line).not.toContain('prototypes K');
  });

  test('as a process writes nothing but results on stdout', () => {
    const main = join(import.meta.dirname, '../main.ts');
    const args = ['--import', 'tsx', main, ...tiny];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status).toBe(0);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect([events[0], events.at(-1)]).toEqual(['started', 'finished']);
  });
});

describe('weights', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unlabel-weights-'));
  const weights = join(folder, 'run.safetensors');
  const document = tinySimclr();
  const tiny = [document, '--json', ...TINY, '--set', 'images.batchSize=16'];
  const training = ['--backend', 'wasm', '--seed', '5', '--steps'];
  const lossOf = (events: readonly Record<string, unknown>[]) =>
    events.find(({ event }) => event === 'step')?.['loss'] as number;

  test('are saved, begun from and taken away as an encoder alone', async () => {
    const first = await unlabel('train', ...tiny, ...training, '60', '--save-weights', weights);
    expect({ status: first.status, err: first.err }).toEqual({ status: 0, err: [] });
    const begun = await unlabel('train', ...tiny, ...training, '1', '--weights', weights);
    expect(begun.status).toBe(0);
    // the same images and views: what differs is the weights
    expect(lossOf(begun.json())).toBeLessThan(lossOf(first.json()));

    for (const [target, files] of [
      ['onnx', ['encoder.onnx']],
      ['tfjs-graph', ['model.json', 'weights.bin']],
    ] as const) {
      const out = join(folder, target);
      const { status, json } = await unlabel(
        'export',
        ...tiny,
        '--target',
        target,
        '--weights',
        weights,
        '--out',
        out,
      );
      expect(status).toBe(0);
      expect(json()).toEqual([{ ok: true, node: 'encoder', files, diagnostics: [] }]);
      for (const file of files) expect(readFileSync(join(out, file)).length, file).toBeGreaterThan(500);
    }
  });

  test('of another drawing are refused by name, before anything is trained', async () => {
    const other = ['--set', 'projector.outputSize=4'];
    const { status, json } = await unlabel(
      'train',
      ...tiny,
      ...other,
      ...training,
      '1',
      '--weights',
      weights,
    );
    expect(status).toBe(1);
    expect(json()).toMatchObject([{ event: 'failed', diagnostics: [{ code: 'RUN_WEIGHTS_MISFIT' }] }]);
    expect(JSON.stringify(json())).toContain('projector.');
  });

  test('are asked for where an encoder alone is written, and where the file is missing that is said', async () => {
    const bare = await unlabel('export', ...tiny, '--target', 'onnx', '--out', folder);
    expect([bare.status, bare.err.join()]).toEqual([2, expect.stringContaining('--weights')]);
    const missing = await unlabel(
      'train',
      ...tiny,
      ...training,
      '1',
      '--weights',
      join(folder, 'none.safetensors'),
    );
    expect([missing.status, missing.err.join()]).toEqual([2, expect.stringContaining('none.safetensors')]);
  });
});
