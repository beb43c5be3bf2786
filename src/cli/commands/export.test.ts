import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { PROVEN } from '../testing/run-proof.ts';
import { runTfjsProofs } from '../testing/run-tfjs-proofs.ts';
import { loadDocument } from '../load-document.ts';
import { temporaryFile, unlabel } from '../testing/unlabel.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'unlabel-export-'));
const small = temporaryFile('small.json', JSON.stringify(drawing(SIMCLR.nodes, SIMCLR.wires)));

test('writes a project with its drawing, its data and its proof', { timeout: 120_000 }, async () => {
  const out = folder();
  const { status, json } = await unlabel('export', small, '--out', out, '--json');
  expect(status).toBe(0);
  const [{ ok, files, fixture }] = json() as [{ ok: boolean; files: string[]; fixture: boolean }];
  expect([ok, fixture]).toEqual([true, true]);
  for (const path of [
    'model.py',
    'train.py',
    'test_parity.py',
    'fixture/step2.safetensors',
    'data/emoji.bin',
  ]) {
    expect(files).toContain(path);
  }
  for (const path of files) expect(existsSync(join(out, path)), path).toBe(true);
  expect(JSON.parse(readFileSync(join(out, 'drawing.json'), 'utf8'))).toMatchObject({ format: 'unlabel' });
  // the drawing can be had again, by people and by commands
  expect(await loadDocument(join(out, 'train.py'))).toEqual(await loadDocument(small));
});

test('writes one tfjs module with a page, its data and its proof', { timeout: 120_000 }, async () => {
  const out = folder();
  const { status, json } = await unlabel('export', small, '--target', 'tfjs', '--out', out, '--json');
  expect(status).toBe(0);
  const [{ files, fixture }] = json() as [{ files: string[]; fixture: boolean }];
  expect(fixture).toBe(true);
  for (const path of [
    'model.js',
    'parity.test.mjs',
    'index.html',
    'serve.mjs',
    'package.json',
    'README.md',
    'data/emoji.bin',
    'fixture/step2.safetensors',
  ]) {
    expect(files).toContain(path);
    expect(existsSync(join(out, path)), path).toBe(true);
  }
  const { dependencies } = JSON.parse(readFileSync(join(out, 'package.json'), 'utf8')) as {
    dependencies: object;
  };
  expect(Object.keys(dependencies)).toEqual(['@tensorflow/tfjs']);
  const [proof] = await runTfjsProofs([out]);
  for (const kind of PROVEN) expect(proof![kind].error, kind).toBeLessThan(1e-5);
});

test('leaves a folder that holds something as it is', async () => {
  const out = folder();
  writeFileSync(join(out, 'mine.txt'), 'mine');
  const { status, err } = await unlabel('export', small, '--out', out);
  expect(status).toBe(2);
  expect(err.join()).toContain('--force');
  expect(existsSync(join(out, 'model.py'))).toBe(false);
});

test(
  'exports a preset too large to compute here without a proof, and says so',
  { timeout: 60_000 },
  async () => {
    const out = folder();
    const { status, json } = await unlabel(
      'export',
      'simclr',
      '--preset',
      'imagenet',
      '--out',
      out,
      '--json',
    );
    expect(status).toBe(0);
    expect(json()[0]).toMatchObject({ fixture: false, diagnostics: [{ code: 'EMIT_NO_FIXTURE' }] });
    expect(existsSync(join(out, 'test_parity.py'))).toBe(false);
    expect(readFileSync(join(out, 'optim.py'), 'utf8')).toContain('LARS(');
  },
);

test('a document with faults exports nothing and exits with 1', async () => {
  const wires = SIMCLR.wires.filter((wire) => !wire.startsWith('encoder.embedding'));
  const broken = temporaryFile('broken.json', JSON.stringify(drawing(SIMCLR.nodes, wires)));
  const out = folder();
  const { status, json } = await unlabel('export', broken, '--out', out, '--json');
  expect(status).toBe(1);
  expect(json()[0]).toMatchObject({ ok: false });
  expect(execFileSync('ls', [out], { encoding: 'utf8' })).toBe('');
});

test('writes a notebook, which commands read again, and leaves one that is there as it is', async () => {
  const path = join(folder(), 'small.ipynb');
  const { status } = await unlabel('export', small, '--target', 'notebook', '--out', path);
  expect(status).toBe(0);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ nbformat: 4, metadata: { unlabel: {} } });
  expect((await unlabel('check', path)).status).toBe(0);
  const again = await unlabel('export', small, '--target', 'notebook', '--out', path);
  expect([again.status, again.err.join()]).toEqual([2, expect.stringContaining('--force')]);
});
