import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateBinaries } from './build.ts';
import { relaxedSimdBinary, simdBinary } from './wasm/binaries.generated.ts';

describe('the embedded binaries', () => {
  it('are what the AssemblyScript sources compile to', { timeout: 240_000 }, async () => {
    const committed = readFileSync(new URL('./wasm/binaries.generated.ts', import.meta.url), 'utf8');
    expect(await generateBinaries()).toBe(committed);
  });

  it.each([
    ['SIMD', simdBinary],
    ['relaxed SIMD', relaxedSimdBinary],
  ])('%s: holds no data, which would overwrite tensors', (_, base64) => {
    const bytes = Buffer.from(base64, 'base64');
    const sections: number[] = [];
    for (let at = 8; at < bytes.length;) {
      sections.push(bytes[at++]!);
      let size = 0;
      for (let shift = 0, more = true; more; shift += 7) {
        const byte = bytes[at++]!;
        size += (byte & 127) << shift;
        more = byte >= 128;
      }
      at += size;
    }
    expect(sections).toContain(10); // code
    expect(sections).not.toContain(11); // data
  });
});
