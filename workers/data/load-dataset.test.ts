import { describe, expect, it, vi } from 'vitest';
import { fetchFile } from './fetch-file.ts';
import { loadDataset } from './load-dataset.ts';

describe('loadDataset', () => {
  it('refuses a dataset that does not exist, and says which do', async () => {
    const outcome = await loadDataset('toString', () => Promise.reject(new Error('not to be asked')));
    expect(outcome.problems[0]!.code).toBe('RUN_UNKNOWN_DATASET');
    expect(outcome.problems[0]!.message).toContain('“mnist”');
  });

  it('says why a file could not be read', async () => {
    const outcome = await loadDataset('mnist', () => Promise.reject(new Error('offline')));
    expect(outcome.ok).toBe(false);
    expect(outcome.problems[0]!.code).toBe('RUN_DATA_MISSING');
    expect(outcome.problems[0]!.message).toContain('offline');
  });

  it('reports a damaged file', async () => {
    const outcome = await loadDataset('emoji', () => Promise.resolve(new Uint8Array(100)));
    expect(outcome.problems[0]!.code).toBe('RUN_DATA_CORRUPT');
  });

  it('needs no file for generated images', async () => {
    const outcome = await loadDataset('factors', () => Promise.reject(new Error('not to be asked')));
    expect(outcome.ok && outcome.value.info.id).toBe('factors');
  });
});

describe('fetchFile', () => {
  it('reads from the folder, and rejects what the server refuses', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (url: URL) => {
      asked.push(url.href);
      const found = url.href.endsWith('a.bin');
      return Promise.resolve(new Response(Uint8Array.of(1, 2), { status: found ? 200 : 404 }));
    });
    try {
      const read = fetchFile('https://example.org/data');
      expect([...(await read('a.bin'))]).toEqual([1, 2]);
      await expect(read('b.bin')).rejects.toThrow('b.bin: HTTP 404');
      expect(asked).toEqual(['https://example.org/data/a.bin', 'https://example.org/data/b.bin']);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
