import type { Rival } from './rival.ts';
import { contestants } from './contestants.ts';
import type { Benchmark } from './report.ts';
import { ratioByRound } from './ratio-by-round.ts';
import { formatSpread, spread } from './statistics.ts';
import { takeTurns } from './take-turns.ts';
import { TIMED_TEMPLATES } from './tasks.ts';

interface Entry {
  readonly who: 'compiled' | 'byHand';
  readonly rival: Rival;
}

/** Each method's step as the compiler makes it beside the same step written by hand in tfjs, on the same kernels. */
export const templates: Benchmark = {
  name: 'templates',
  run: async ({ steps, rounds = 8 }) => {
    const rows: string[][] = [];
    const figures: object[] = [];
    const skippedRivals: string[] = [];
    for (const { id: name, task, steps: usual } of TIMED_TEMPLATES) {
      const entries: Entry[] = [
        { who: 'compiled', rival: contestants.node('Unlabel', 'compiled', task) },
        { who: 'byHand', rival: contestants.node('tfjs by hand', 'ours', task) },
      ];
      const { turns, skipped } = await takeTurns(entries, { rounds, steps: steps ?? usual, warmUp: 2 });
      skippedRivals.push(...skipped.map((why) => `${name}, ${why}`));
      const ratio = ratioByRound(turns, 'compiled', 'byHand');
      const millisecondsOf = (who: Entry['who']) => {
        const turn = turns.find(({ contestant }) => contestant.who === who);
        return spread(turn?.rounds.flatMap(({ step }) => step!) ?? []);
      };
      const [compiled, byHand] = [millisecondsOf('compiled'), millisecondsOf('byHand')];
      rows.push([name, formatSpread(compiled), formatSpread(byHand), ratio ? formatSpread(ratio) : '–']);
      figures.push({ template: name, compiled, byHand, ratio });
    }
    return {
      title: 'Milliseconds of one training step of each template, in Node on wasm',
      notes: [
        'Preset browser: 128 images of 32×32 in each view (local views 24×24), ConvNet 32-64-128. Forward, backward, AdamW, all states.',
        'By hand: tfjs with automatic gradients on Unlabel’s kernels; views are given; same weights, same losses.',
        `Processes that take turns: ${rounds} rounds of ${steps ?? TIMED_TEMPLATES[0]!.steps} steps each after a warm-up; median (quartiles).`,
        ...skippedRivals,
      ],
      columns: [
        { title: 'template' },
        { title: 'compiled', align: 'right' },
        { title: 'by hand', align: 'right' },
        { title: 'compiled / by hand', align: 'right' },
      ],
      rows,
      figures,
    };
  },
};
