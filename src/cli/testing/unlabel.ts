import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../run.ts';

/** Runs a command line in this process and keeps what it wrote. */
export async function unlabel(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const status = await run(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { status, out, err, json: () => out.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** Writes a file into a new folder of its own and gives its path. */
export function temporaryFile(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'unlabel-cli-')), name);
  writeFileSync(path, text);
  return path;
}
