import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { serializeDocument } from '../../src/document/serialize.ts';
import type { UnlabelDocument } from '../../src/document/schema.ts';

type Numbers = Readonly<Record<string, number>>;

/** What one training run came to. */
export interface RunResult {
  readonly seed: number;
  readonly steps: number;
  readonly loss: number;
  /** Metrics at the end and before the first step. */
  readonly trained: Numbers;
  readonly untrained: Numbers;
  /** Twin retrieval over all concepts, by step. */
  readonly twin: readonly { readonly step: number; readonly value: number }[];
  readonly verdict: string;
  readonly evidence: readonly string[];
  readonly seconds: number;
  /** The day it was trained. */
  readonly date: string;
}

interface Line {
  readonly event: string;
  readonly step: number;
  readonly loss: number;
  readonly metrics: Numbers;
  readonly untrained?: Numbers;
  readonly seconds: number;
  readonly verdict: { readonly kind: string; readonly evidence: readonly string[] };
  readonly diagnostics: readonly { readonly message: string }[];
}

/** Trains a document in a process of its own, as `unlabel train --json` does, and gathers what it reports. */
export async function run(document: UnlabelDocument, steps: number, seed: number): Promise<RunResult> {
  const folder = await mkdtemp(join(tmpdir(), 'unlabel-results-'));
  const file = join(folder, 'drawing.json');
  await writeFile(file, serializeDocument(document));
  const options = ['--json', '--backend', 'wasm', '--steps', String(steps), '--seed', String(seed)];
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'train', file, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return await gather(createInterface({ input: child.stdout }), steps, seed);
  } finally {
    child.kill();
    await rm(folder, { recursive: true });
  }
}

async function gather(lines: AsyncIterable<string>, steps: number, seed: number): Promise<RunResult> {
  let [trained, untrained]: [Numbers, Numbers] = [{}, {}];
  const losses: number[] = [];
  const twin: { step: number; value: number }[] = [];
  for await (const text of lines) {
    const line = JSON.parse(text) as Line;
    if (line.event === 'failed') throw new Error(line.diagnostics.map(({ message }) => message).join(' '));
    if (line.event === 'step') losses.push(line.loss);
    if (line.event === 'probe') {
      trained = { ...trained, ...line.metrics };
      untrained = { ...untrained, ...line.untrained };
      const { twin: value } = line.metrics;
      if (value !== undefined) twin.push({ step: line.step, value });
    }
    if (line.event === 'finished') {
      const last = losses.slice(-10);
      const loss = last.reduce((sum, value) => sum + value, 0) / last.length;
      const { kind: verdict, evidence } = line.verdict;
      const date = new Date().toISOString().slice(0, 10);
      return { seed, steps, loss, trained, untrained, twin, verdict, evidence, seconds: line.seconds, date };
    }
  }
  throw new Error('The run ended without a word.');
}
