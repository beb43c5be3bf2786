/** A language that drawings are written in, as a person chooses it. What writes it is listed in the worker (`src/app/export.worker.ts`). */
export interface CodeTarget {
  readonly id: string;
  readonly title: string;
  /** The files in the order they are read in; others follow. */
  readonly order: readonly string[];
  /** What proves in an exported project that it computes the same. */
  readonly proof: string;
  /** The relative error that the proof allows. */
  readonly tolerance: string;
}

export const CODE_TARGETS = [
  {
    id: 'pytorch',
    title: 'PyTorch',
    order: ['model.py', 'augment.py', 'data.py', 'train.py', 'optim.py', 'run.py', 'evaluate.py'],
    proof: 'python test_parity.py',
    tolerance: '1e-4',
  },
  {
    id: 'tfjs',
    title: 'TensorFlow.js',
    order: ['model.js', 'index.html', 'serve.mjs', 'package.json'],
    proof: 'npm install && npm test',
    tolerance: '1e-5',
  },
] as const satisfies readonly CodeTarget[];

export type TargetId = (typeof CODE_TARGETS)[number]['id'];
