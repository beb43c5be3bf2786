import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import type { ExportedFile } from './exported-project.ts';
import { zipProject } from './zip-project.ts';

const files = new Map<string, ExportedFile>([
  ['model.py', 'x = 1\n'.repeat(100)],
  ['fixture/batch.safetensors', Uint8Array.of(0, 1, 254, 255)],
]);

it('packs all files into one folder, as the same bytes whenever it is done', async () => {
  const zip = zipProject('simclr', files);
  const unpacked = unzipSync(zip);
  expect(Object.keys(unpacked)).toEqual(['simclr/model.py', 'simclr/fixture/batch.safetensors']);
  expect(new TextDecoder().decode(unpacked['simclr/model.py'])).toBe(files.get('model.py'));
  expect([...unpacked['simclr/fixture/batch.safetensors']!]).toEqual([0, 1, 254, 255]);
  // a zip tells times to two seconds
  await new Promise((resolve) => setTimeout(resolve, 2100));
  expect(zipProject('simclr', files)).toEqual(zip);
});
