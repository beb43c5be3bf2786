import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { hasTorch } from '../../../scripts/ci-torch.ts';
import { PYTHON } from '../../../scripts/python.ts';
import { templates } from '../../../templates/index.ts';
import { writeFiles } from '../../cli/write-files.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { documentSchema, type UnlabelDocument } from '../../document/schema.ts';
import { preparePyTorch } from './export-pytorch.ts';

const ONE_STEP = fileURLToPath(new URL('testing/one_step.py', import.meta.url));
const run = promisify(execFile);
const root = mkdtempSync(join(tmpdir(), 'unlabel-training-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function exported(name: string, document: UnlabelDocument, preset?: string): Promise<string> {
  const prepared = preparePyTorch(document, registry, preset === undefined ? {} : { preset });
  if ('refused' in prepared) throw new Error(prepared.refused[0]?.message);
  const data = new Uint8Array(readFileSync(new URL('../../../public/data/emoji.bin', import.meta.url)));
  await writeFiles(join(root, name), prepared.project.files(name === 'small' ? { data } : {}));
  return join(root, name);
}

describe.skipIf(!hasTorch() && !process.env['CI'])('an exported project', () => {
  test('takes a step on images of the size that each large preset is for', { timeout: 600_000 }, async () => {
    const projects: string[] = [];
    for (const { id, document } of templates) {
      const parsed = documentSchema.parse(document);
      for (const preset of ['cifar10', 'imagenet']) {
        if (preset in parsed.presets) projects.push(await exported(`${id}-${preset}`, parsed, preset));
      }
    }
    expect(projects.length).toBeGreaterThanOrEqual(18);
    const { stdout } = await run(PYTHON, [ONE_STEP, ...projects], { maxBuffer: 1e8 });
    const found = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(
      found.flatMap(({ problem }, i) => (problem ? [`${projects[i]}: ${String(problem)}`] : [])),
    ).toEqual([]);
    for (const [i, { loss, moved, shapes }] of found.entries()) {
      expect(Number.isFinite(loss), projects[i]).toBe(true);
      expect(moved, projects[i]).toBeGreaterThan(10);
      const sides = Object.values(shapes as Record<string, number[]>).flatMap((shape) => shape.slice(2));
      expect(Math.max(...sides), projects[i]).toBe(projects[i]!.endsWith('imagenet') ? 224 : 32);
    }
  });

  test(
    'that was stopped goes on from its checkpoint as if it had not been',
    { timeout: 200_000 },
    async () => {
      const folder = await exported('small', drawing(SIMCLR.nodes, SIMCLR.wires));
      const train = (...more: string[]) =>
        run(
          PYTHON,
          ['train.py', '--steps', '6', '--workers', '0', '--evaluate', 'none', '--log-every', '1', ...more],
          { cwd: folder },
        );
      await train('--out', 'whole');
      await train('--out', 'parts', '--stop-at', '3');
      await train('--out', 'parts', '--resume');
      const compare = [
        'import torch',
        'a, b = (torch.load(f"{name}/checkpoint.pt") for name in ("whole", "parts"))',
        'assert a["step"] == b["step"] == 6',
        'assert a["model"].keys() == b["model"].keys()',
        'print(all(torch.equal(a["model"][key], b["model"][key]) for key in a["model"]))',
      ].join('\n');
      expect((await run(PYTHON, ['-c', compare], { cwd: folder })).stdout.trim()).toBe('True');
      const losses = (name: string) =>
        readFileSync(join(folder, name, 'log.csv'), 'utf8').match(/loss=[^,]+/g);
      expect(losses('parts')).toEqual(losses('whole'));
      expect(losses('whole')).toHaveLength(6);
    },
  );
});
