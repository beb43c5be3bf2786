import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';

/** Builds the app as it is published and serves it while `use` is at work. */
export async function serveApp<T>(use: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'unlabel-bench-'));
  try {
    await build({ logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
    const server = await preview({
      logLevel: 'error',
      build: { outDir: folder },
      preview: { port: 0, strictPort: true },
    });
    try {
      return await use(server.resolvedUrls!.local[0]!);
    } finally {
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
