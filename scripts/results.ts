/**
 * Trains every template and every ablation and writes docs/results.md and docs/collapse.md; the numbers behind them are in
 * docs/results.json.
 *
 *     npm run results                                # everything: some hours on two cores
 *     npm run results -- --missing                   # what has not been trained yet
 *     npm run results -- --only simsiam,byol         # some, the rest stays as it was
 *     npm run results -- --seeds 1 --jobs 1
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import { registry } from '../nodes/index.ts';
import { parseDocument } from '../src/document/parse.ts';
import type { UnlabelDocument } from '../src/document/schema.ts';
import { findTemplate, templates } from '../templates/index.ts';
import { ABLATIONS, intactId } from './results/ablations.ts';
import { collapsePage, type Case } from './results/collapse-page.ts';
import { edited } from './results/edit-drawing.ts';
import { resultsPage } from './results/results-page.ts';
import { run, type RunResult } from './results/run.ts';

const STEPS = 400;
const RAW = 'docs/results.json';
const PAGE = 'docs/results.md';
const COLLAPSE = 'docs/collapse.md';

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
    missing: { type: 'boolean', default: false },
  },
});
const only = values.only?.split(',');
const seeds = values.seeds.split(',').map(Number);
const results: Record<string, RunResult[]> = JSON.parse(
  await readFile(RAW, 'utf8').catch(() => '{}'),
) as Record<string, RunResult[]>;
const known = (id: string, seed: number): boolean => results[id]?.some((run) => run.seed === seed) ?? false;
const jobs = planned().filter(
  ({ id, seed }) => (!only || only.includes(id)) && !(values.missing && known(id, seed)),
);
await Promise.all(Array.from({ length: Number(values.jobs) }, work));
await writeFile(PAGE, await formatted(resultsPage(results, STEPS), 'markdown'));
await writeFile(COLLAPSE, await formatted(collapsePage(cases(), results, registry), 'markdown'));

function planned(): Job[] {
  const methods = templates.flatMap(({ id }) =>
    seeds.map((seed) => ({ id, document: template(id), seed, steps: STEPS })),
  );
  const ablated = ABLATIONS.flatMap((ablation) => {
    const { id, edit, steps = STEPS } = ablation;
    const intact = template(ablation.template);
    return seeds.flatMap((seed) => {
      const job = { id, document: edited(intact, edit), seed, steps };
      return ablation.steps === undefined
        ? [job]
        : [job, { ...job, id: intactId(ablation), document: intact }];
    });
  });
  return [...methods, ...ablated];
}

/** All that is trained, the methods first. */
function cases(): Case[] {
  return [
    ...templates.map(({ id }) => {
      const document = template(id);
      return { id, title: document.meta.title, document, intact: true };
    }),
    ...ABLATIONS.map(({ id, title, template: of, edit }) => ({
      id,
      title,
      document: edited(template(of), edit),
      intact: false,
    })),
  ];
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
