import { mkdirSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { registry } from '../../../nodes/index.ts';
import { parseDocument } from '../../document/parse.ts';
import { openTrainer } from '../../cli/open-trainer.ts';
import { recordSteady } from '../fixture/record-steady.ts';
import { preparePyTorch } from './export-pytorch.ts';
const names = process.argv.slice(2);
const preset = process.env['PRESET'] ?? 'browser';
const overrides: any = process.env['B'] ? { 'images.batchSize': Number(process.env['B']) } : {};
for (const name of names) {
  const parsed = parseDocument(readFileSync(`templates/${name}.json`, 'utf8'));
  if (!parsed.ok) throw 1;
  const p = preparePyTorch(parsed.value, registry, { preset, overrides, wholeBatch: !!process.env['WHOLE'] });
  if ('refused' in p) { console.log(name, JSON.stringify(p.refused)); continue; }
  const { program, wires } = p.project.fixture;
  let recording: any;
  if (!process.env['NOFIX']) {
    const opened: any = await openTrainer('wasm');
    const rec: any = await recordSteady((seed, nudge) => opened.value.trainer.record({ program, seed, steps: 3, wires, nudge }));
    if (!rec.ok) throw JSON.stringify(rec.problems);
    recording = rec.value;
  }
  const dir = `/tmp/h/out/${name}${preset === 'browser' ? '' : '-' + preset}`;
  rmSync(dir, { recursive: true, force: true });
  for (const [path, content] of p.project.files({ recording, data: new Uint8Array(readFileSync('public/data/emoji.bin')) })) { mkdirSync(dirname(`${dir}/${path}`), { recursive: true }); writeFileSync(`${dir}/${path}`, content); }
  if (recording) console.log(name, 'seed', recording.seed, program.batchSize);
  if (recording) try { console.log(name, execFileSync('/usr/bin/python3', ['test_parity.py'], { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })); }
  catch (e: any) { console.log(name, 'FAILED', e.stdout, String(e.stderr).slice(-1500)); }
}
process.exit(0);
