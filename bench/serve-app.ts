import { preview } from 'vite';
import { buildApp } from './build-app.ts';

/** Builds the app as it is published and serves it while `use` is at work. */
export const serveApp = <T>(use: (url: string) => Promise<T>): Promise<T> =>
  buildApp(async (folder) => {
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
  });
