import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { hasTorch } from '../../../scripts/ci-torch.ts';
import { PYTHON } from '../../../scripts/python.ts';
import { templates } from '../../../templates/index.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { readCarrier } from '../../document/carrier.ts';
import { documentSchema, type UnlabelDocument } from '../../document/schema.ts';
import { preparePyTorch } from '../pytorch/export-pytorch.ts';
import { notebookOf } from './notebook.ts';

interface Notebook {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: Record<string, unknown>;
  readonly cells: readonly Record<string, unknown>[];
}

function made(document: UnlabelDocument, preset?: string): string {
  const prepared = preparePyTorch(document, registry, preset === undefined ? {} : { preset });
  if ('refused' in prepared) throw new Error(prepared.refused[0]?.message);
  const { program } = prepared.project;
  return notebookOf({
    document,
    files: prepared.project.files({}),
    steps: program.steps,
    batchSize: program.batchSize,
  });
}

describe.each(templates.map(({ id, document }) => [id, documentSchema.parse(document)] as const))(
  '%s as a notebook',
  (_, document) => {
    const text = made(document, 'browser');
    const notebook = JSON.parse(text) as Notebook;

    it('has the form of nbformat 4.5', () => {
      expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
      expect(notebook.metadata['kernelspec']).toMatchObject({ name: 'python3', display_name: 'Python 3' });
      const ids = notebook.cells.map(({ id }) => id as string);
      expect(new Set(ids).size).toBe(ids.length);
      for (const cell of notebook.cells) {
        expect(cell['id']).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
        expect(typeof cell['source']).toBe('string');
        expect(cell['metadata']).toEqual({});
        const own = cell['cell_type'] === 'code' ? ['execution_count', 'outputs'] : [];
        expect(Object.keys(cell).sort()).toEqual(['cell_type', 'id', 'metadata', 'source', ...own].sort());
        if (cell['cell_type'] === 'code')
          expect([cell['execution_count'], cell['outputs']]).toEqual([null, []]);
      }
    });

    it('carries the drawing, and says what the method is', () => {
      const carried = readCarrier(new TextEncoder().encode(text));
      expect(carried?.ok && carried.value.document).toEqual(document);
      const about = notebook.cells[0]!['source'] as string;
      expect(about).toContain(`# ${document.meta.title}`);
      expect(about).toContain(document.meta.citation);
      expect(about).toContain(`$$${document.meta.formula}$$`);
    });

    it('imports no module of the project, and runs nothing but its last cell', () => {
      const code = notebook.cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source);
      expect(code).toHaveLength(8);
      expect(code.join('\n')).not.toMatch(
        /from (augment|data|model|optim|evaluate|run|train) import|__main__|__file__|# --- drawing/,
      );
      expect(code.filter((source) => /^main\(\)/m.test(source as string))).toEqual([code.at(-1)]);
    });
  },
);

/** Runs cells as a kernel does: one after another, in one namespace called `__main__`; names are defined once, or alike. */
const KERNEL = `
import ast, json, sys
settings, *notebooks = sys.argv[1:]
for notebook in notebooks:
    cells = [c["source"] for c in json.load(open(notebook))["cells"] if c["cell_type"] == "code"]
    defined = {}
    for part in ast.parse("\\n".join(cells)).body:
        if isinstance(part, (ast.FunctionDef, ast.ClassDef)):
            text = ast.dump(part)
            assert defined.setdefault(part.name, text) == text, notebook + ": " + part.name + " is defined in two ways"
    for cell in cells[:-1]:
        exec(compile(cell, notebook, "exec"), globals())
if settings:
    run = cells[-1].replace("main()", "sys.argv += " + settings + "\\nmain()")
    exec(compile(run, "run", "exec"), globals())
`;

describe.skipIf(!hasTorch() && !process.env['CI'])('in Python', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unlabel-notebook-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const kernel = async (settings: readonly string[] | null, notebooks: readonly string[]) => {
    writeFileSync(join(folder, 'kernel.py'), KERNEL);
    const given = settings ? JSON.stringify(settings) : '';
    const { stdout } = await promisify(execFile)(PYTHON, ['kernel.py', given, ...notebooks], { cwd: folder });
    return stdout;
  };

  test('the cells of a notebook train', { timeout: 300_000 }, async () => {
    mkdirSync(join(folder, 'data'));
    const data = fileURLToPath(new URL('../../../public/data/emoji.bin', import.meta.url));
    copyFileSync(data, join(folder, 'data', 'emoji.bin'));
    writeFileSync(join(folder, 'a.ipynb'), made(drawing(SIMCLR.nodes, SIMCLR.wires)));
    const settings = ['--data', 'embedded', '--steps', '3', '--log-every', '1', '--evaluate', 'none'];
    const printed = await kernel(settings, ['a.ipynb']);
    const losses = [...printed.matchAll(/^step \d loss ([\d.]+)/gm)].map(([, loss]) => Number(loss));
    expect(losses).toHaveLength(3);
    expect(losses.every((loss) => loss > 0 && Number.isFinite(loss))).toBe(true);
  });

  test('no two cells of any method define different things by one name', { timeout: 120_000 }, async () => {
    const names = templates.map(({ id, document }) => {
      writeFileSync(join(folder, `${id}.ipynb`), made(documentSchema.parse(document), 'browser'));
      return `${id}.ipynb`;
    });
    await kernel(null, names);
  });
});
