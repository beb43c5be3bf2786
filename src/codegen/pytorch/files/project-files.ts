export interface ReadmeOptions {
  readonly title: string;
  readonly idea: string;
  readonly citation: string;
  readonly preset: string | null;
  readonly steps: number;
  readonly batchSize: number;
  readonly hasFixture: boolean;
  readonly hasData: boolean;
}

export function readme({
  title,
  idea,
  citation,
  preset,
  steps,
  batchSize,
  hasFixture,
  hasData,
}: ReadmeOptions): string {
  const from = preset === null ? '' : `, preset “${preset}”`;
  return `# ${title}

${[idea, citation].filter((text) => text !== '').join('\n\n')}

This project was exported from a drawing in Unlabel${from}. The drawing is in \`drawing.json\`, and again at the end of
\`train.py\`: open either in Unlabel to go on with it.

## Run it

    pip install -r requirements.txt
    python train.py ${hasData ? '--data embedded' : '--data cifar10'}
    torchrun --nproc_per_node=8 train.py --data folder --data-dir /path/to/images

A run has ${steps} steps of ${batchSize} images over all processes; \`--steps\` and \`--batch-size\` change that, and schedules
stretch with the run. \`--resume\` goes on from the newest checkpoint, also after a kill, and computes what the whole run would have.
\`--accumulate n\` computes a batch in n parts to save memory: the gradient is the mean of theirs, but losses, batch norms and queues
see one part at a time. \`--amp\` is float16 on a GPU and bfloat16 on a processor. PyTorch 1.13 and 2.x are supported; with
PyTorch 1.13 on Python 3.11, \`torchrun\` itself needs \`--redirects 1 --tee 1\`.

| file | holds |
| --- | --- |
| \`model.py\` | the networks, the loss of one step, and what moves besides the optimiser |
| \`optim.py\` | the optimiser and its schedules |
| \`augment.py\` | the views of an image |
| \`data.py\` | datasets and batches |
| \`train.py\` | the loop: one processor, one GPU, or many nodes by torchrun |
| \`run.py\` | what a run leaves behind: log and checkpoint |
| \`evaluate.py\` | nearest neighbours and a linear classifier on the trained encoder |

With several processes, batch norms take the statistics of all of them, and embeddings are gathered (gradient passes) where a loss,
a queue or a clustering looks at the whole batch: n processes with 1/n of the batch each compute what one computes with all of it.
${
  hasFixture
    ? `
## The proof

\`python test_parity.py\` takes three steps from the weights and views in \`fixture/\` and compares losses, every gradient, every weight
and all state with what Unlabel computed, to a relative 1e-4. It writes what it found to \`parity.json\`, which Unlabel takes as the
proof of this drawing when it is dropped there.
`
    : `
There is no fixture with this export. Export the preset “browser” of the same drawing to have its wiring proven.
`
}`;
}

export const REQUIREMENTS = `torch>=1.13
torchvision>=0.14
numpy
`;

export const PYPROJECT = `[tool.ruff]
line-length = 110
target-version = "py38"

[tool.ruff.lint]
select = ["E", "F", "W", "I", "B"]
ignore = ["B905", "E501"]

[tool.ruff.lint.isort]
known-first-party = ["augment", "data", "evaluate", "model", "optim", "run", "safetensors_file", "train"]
`;
