import type { UnlabelDocument } from '../../document/schema.ts';
import { serializeDocument } from '../../document/serialize.ts';
import { pythonCells } from './python-cells.ts';

/** A cell of nbformat 4.5. */
interface Cell {
  readonly id: string;
  readonly cell_type: 'markdown' | 'code';
  readonly metadata: object;
  readonly source: string;
}

export interface NotebookOptions {
  readonly document: UnlabelDocument;
  /** The files of the exported PyTorch project. */
  readonly files: ReadonlyMap<string, unknown>;
  readonly steps: number;
  readonly batchSize: number;
}

/**
 * A drawing as a Jupyter notebook (nbformat 4.5): what the method is, the project's modules one after another, and the run. The
 * document is in its metadata, so that Unlabel opens it again.
 */
export function notebookOf({ document, files, steps, batchSize }: NotebookOptions): string {
  const cells: Cell[] = [];
  const add = (id: string, type: Cell['cell_type'], source: string) =>
    cells.push({
      id,
      cell_type: type,
      metadata: {},
      ...(type === 'code' && { execution_count: null, outputs: [] }),
      source,
    });
  add('about', 'markdown', about(document));
  for (const { name, says, code } of pythonCells(files)) {
    add(`${name}-about`, 'markdown', `## ${name}.py\n\n${says}`);
    add(name, 'code', code);
  }
  add('start-about', 'markdown', ABOUT_RUN);
  add('start', 'code', run(steps, batchSize));
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
      language_info: { name: 'python' },
      unlabel: JSON.parse(serializeDocument(document)) as object,
    },
    cells,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

const ABOUT_RUN = `## Run it

A preset's whole run may take hours: a few hundred steps show whether the loss goes down. \`--data folder --data-dir <path>\` takes images
of your own, \`--amp\` computes in mixed precision on a GPU.`;

function run(steps: number, batchSize: number): string {
  return `import sys

sys.argv = [
    "train.py",
    *("--data", "cifar10"),
    *("--steps", "${steps}"),
    *("--batch-size", "${batchSize}"),
    # what is defined in a notebook reaches other processes on Linux only
    *("--workers", "2" if sys.platform == "linux" else "0"),
]
main()`;
}

function about({ meta: { title, idea, formula, citation } }: UnlabelDocument): string {
  return [
    `# ${title}`,
    idea,
    formula === '' ? '' : `$$${formula}$$`,
    citation,
    'Exported from Unlabel. The drawing is in this notebook’s metadata: open the notebook in Unlabel to go on with it. It needs ' +
      'PyTorch 1.13 or newer, torchvision and numpy, as Colab has them.',
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}
