import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initialValues } from '../../src/ir/initial-values.ts';
import type { Program } from '../../src/ir/program.ts';
import type { HostTensor } from '../../workers/protocol.ts';
import { hostFeeds } from '../../workers/trainer/host-feeds.ts';
import { givenViews } from './given-views.ts';
import type { MethodName } from './methods/names.ts';
import { noBatch } from './no-batch.ts';

/** Steps whose feeds are written; whoever takes more begins again with the first's. */
const STEPS = 200;

/**
 * Writes where a template's step begins, for programs that are not ours: views, weights and states from the seed, and what
 * the host draws and schedules at each step. Numbers are little-endian in base64. Gives the file's path, in a new folder.
 */
export function writeStart(method: MethodName, program: Program, seed: number): string {
  const { batchSize } = program;
  const views = [...givenViews(program, seed).views.values()].flatMap((given) => apart(given, batchSize));
  const fromHost = program.step.feeds.filter(
    ({ id, source }) => source.kind === 'schedule' || id.startsWith('shuffle.'),
  );
  const feeds = Object.fromEntries(
    fromHost.map((feed) => {
      const steps = Array.from({ length: STEPS }, (_, step) => {
        const { shape, data } = hostFeeds([feed], { seed, step, batch: noBatch }).get(feed.id)!;
        return shape.length === 0 ? data[0]! : [...data];
      });
      return [feed.id, steps];
    }),
  );
  const values = Object.entries(initialValues(program, seed)).map(([id, value]) => [id, written(value)]);
  const path = join(mkdtempSync(join(tmpdir(), 'unlabel-start-')), `${method}.json`);
  const { weights } = program;
  writeFileSync(
    path,
    JSON.stringify({
      method,
      views: views.map(written),
      values: Object.fromEntries(values) as object,
      weights,
      feeds,
    }),
  );
  return path;
}

/** One tensor a view, where several stand in one. */
function apart({ shape, dtype, data }: HostTensor, rows: number): HostTensor[] {
  const [all = rows, ...rest] = shape;
  const size = (data.length / all) * rows;
  return Array.from({ length: all / rows }, (_, i) => ({
    shape: [rows, ...rest],
    dtype,
    data: data.slice(i * size, (i + 1) * size),
  }));
}

function written({ shape, dtype, data }: HostTensor): object {
  return {
    shape,
    dtype,
    data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
  };
}
