import { cpus } from 'node:os';
import { templates } from '../../templates/index.ts';
import { ABLATIONS } from './ablations.ts';
import { ablationTable, methodTable, type Results } from './tables.ts';

/** docs/results.md. */
export function resultsPage(of: Results, usualSteps: number): string {
  const { model } = cpus()[0]!;
  const dates = Object.values(of).flatMap((runs) => runs.map(({ date }) => date));
  const [first, last] = [dates.toSorted()[0]!, dates.toSorted().at(-1)!];
  return `# Results

Made by \`npm run results\` on ${first === last ? first : `${first} to ${last}`}: ${model}, ${cpus().length} cores, WASM backend, two runs
at a time (seconds are therefore longer than those of a run alone, the more so as the machine did other work too). ${usualSteps} steps of 128 emoji
unless a row says otherwise, each method's \`browser\` preset.

## Methods

Mean ± half the range over the seeds. The loss is the mean of the last ten steps. kNN votes on the emoji's category; twin
retrieval looks for the other vendor's drawing of the same concept among all 1,911, “held out” for the concepts that no step
has seen. “Untrained” is the twin retrieval of the encoder before the first step. Recipes were chosen by twin retrieval on
seed 1; the other seeds had no part in it.

${methodTable(
  templates.map(({ id }) => id),
  of,
).join('\n')}

## Ablations

Published ablations, drawn as changes of the templates. Papers give linear accuracy on ImageNet unless said otherwise; here
stand the measurements that show what happened, means ± half the range over the seeds, with the intact method's in brackets. Whether they were foretold stands in [collapse.md](collapse.md). The same collapses at a
smaller scale are tests: \`npx vitest run scripts/results/collapses.test.ts\`.

${ablationTable(ABLATIONS, of).join('\n')}
`;
}
