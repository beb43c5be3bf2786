/**
 * Trains every template and every ablation and writes docs/results.md; the numbers behind it are in docs/results.json.
 *
 *     npm run results                                # everything: over an hour on two cores
 *     npm run results -- --only simsiam,byol         # some, the rest stays as it was
 *     npm run results -- --seeds 1 --jobs 1
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import { parseDocument } from '../src/document/parse.ts';
import type { UnlabelDocument } from '../src/document/schema.ts';
import { findTemplate, templates } from '../templates/index.ts';
import { ABLATIONS, intactId } from './results/ablations.ts';
import { edited } from './results/edit-drawing.ts';
import { run, type RunResult } from './results/run.ts';
import { ablationTable, methodTable, type Results } from './results/tables.ts';

const STEPS = 400;
const RAW = 'docs/results.json';
const PAGE = 'docs/results.md';

interface Job {
  readonly id: string;
  readonly document: UnlabelDocument;
  readonly seed: number;
  readonly steps: number;
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '1,2,3' },
    jobs: { type: 'string', default: '2' },
  },
});
const only = values.only?.split(',');
const seeds = values.seeds.split(',').map(Number);
const jobs = planned().filter(({ id }) => !only || only.includes(id));

const results: Record<string, RunResult[]> = JSON.parse(
  await readFile(RAW, 'utf8').catch(() => '{}'),
) as Record<string, RunResult[]>;
await Promise.all(Array.from({ length: Number(values.jobs) }, work));
await writeFile(PAGE, await formatted(page(results), 'markdown'));

function planned(): Job[] {
  const methods = templates.flatMap(({ id }) =>
    seeds.map((seed) => ({ id, document: template(id), seed, steps: STEPS })),
  );
  const ablated = ABLATIONS.flatMap((ablation) => {
    const { id, edit, steps = STEPS } = ablation;
    const [seed, intact] = [seeds[0]!, template(ablation.template)];
    const job = { id, document: edited(intact, edit), seed, steps };
    return ablation.steps === undefined ? [job] : [job, { ...job, id: intactId(ablation), document: intact }];
  });
  return [...methods, ...ablated];
}

function template(id: string): UnlabelDocument {
  const parsed = parseDocument(JSON.stringify(findTemplate(id)?.document));
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  return parsed.value;
}

async function work(): Promise<void> {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const { id, document, seed, steps } = job;
    const result = await run(document, steps, seed);
    const others = (results[id] ?? []).filter((other) => other.seed !== seed);
    results[id] = [...others, result].sort((a, b) => a.seed - b.seed);
    const twin = [result.untrained.twin, result.trained.twin].map((share) => ((share ?? 0) * 100).toFixed(1));
    console.log(`${id}, seed ${seed}: ${result.verdict}, twin retrieval ${twin.join(' → ')} %`);
    await writeFile(RAW, await formatted(JSON.stringify(results), 'json'));
  }
}

async function formatted(text: string, parser: 'json' | 'markdown'): Promise<string> {
  return prettier.format(text, { ...(await prettier.resolveConfig(PAGE)), parser });
}

function page(of: Results): string {
  const { model } = cpus()[0]!;
  return `# Results

Made by \`npm run results\` on ${new Date().toISOString().slice(0, 10)}: ${model}, ${cpus().length} cores, WASM backend, two runs
at a time (seconds are therefore longer than those of a run alone, the more so as the machine did other work too). ${STEPS} steps of 128 emoji
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
stand the measurements that show what happened, with those of the intact method in brackets. One seed. The same collapses at a
smaller scale are tests: \`npx vitest run scripts/results/collapses.test.ts\`.

${ablationTable(ABLATIONS, of).join('\n')}
`;
}
