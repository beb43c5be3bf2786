import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

/** Threads need it, where a rival has some. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Builds a page that contestants in Chromium open, by its folder in bench/, and serves it while `use` is at work. */
export async function servePage<T>(use: (url: string) => Promise<T>, page = 'rivals/page'): Promise<T> {
  const root = fileURLToPath(new URL(page, import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'unlabel-bench-'));
  const shared = { configFile: false, root, logLevel: 'error' } as const;
  try {
    await build({
      ...shared,
      base: './',
      build: { outDir: folder, emptyOutDir: true, target: 'es2023' },
      worker: { format: 'es' },
    });
    const server = await preview({
      ...shared,
      build: { outDir: folder },
      preview: { port: 0, headers: ISOLATION },
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
