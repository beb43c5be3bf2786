import { DATASETS, param, z, type DatasetInfo } from '../../src/spec/index.ts';

const names = new Set(Object.values(DATASETS).flatMap(({ labels }) => Object.keys(labels)));

/** Chooses one of a dataset's labels; `first` is the one its catalogue entry names first. */
export function labelParam(help: string) {
  return param(z.enum(['first', ...names]).default('first'), {
    label: 'Label',
    help,
    options: { first: 'The dataset’s first' },
  });
}

/** The label's name; undefined where the dataset has none of this name. */
export function findLabel(dataset: DatasetInfo, choice: string): string | undefined {
  const known = Object.keys(dataset.labels);
  return choice === 'first' ? known[0] : known.find((name) => name === choice);
}
