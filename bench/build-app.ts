import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** Builds the app as it is published into a folder that is there while `use` is at work. */
export async function buildApp<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'unlabel-bench-'));
  try {
    await build({ logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
