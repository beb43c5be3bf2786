/**
 * `npm run bench [-- names…] [--steps n] [--rounds n] [--json]`: runs the named benchmarks, or all, one after another. Times
 * are for reading, nothing fails by being slow.
 */
import { Command } from 'commander';
import { wholeNumber } from '../src/cli/parse-arguments.ts';
import { browser } from './browser.ts';
import { canvas } from './canvas.ts';
import { dispatches } from './dispatches.ts';
import { compileTime } from './compile.ts';
import { describeMachine, machineLines } from './machine.ts';
import { metrics } from './metrics.ts';
import { reportLines, type BenchOptions } from './report.ts';
import { endurance } from './endurance.ts';
import { opening } from './opening.ts';
import { lighthouseScores } from './lighthouse.ts';
import { load } from './load.ts';
import { passes } from './passes.ts';
import { scaling } from './scaling.ts';
import { survival } from './survival.ts';
import { templates, templatesJax } from './templates.ts';
import { train } from './train.ts';
import { workloads } from './workloads.ts';

const benchmarks = [
  compileTime,
  train,
  workloads,
  templates,
  templatesJax,
  scaling,
  passes,
  dispatches,
  endurance,
  metrics,
  browser,
  canvas,
  load,
  opening,
  lighthouseScores,
  survival,
];
const names = benchmarks.map(({ name }) => name);

const command = new Command('bench')
  .argument('[names...]', `which of ${names.join(', ')}; all by default`)
  .option('--steps <n>', 'length of a run, or of a turn of each rival', wholeNumber(2, 100_000))
  .option('--rounds <n>', 'how often is measured', wholeNumber(1, 1000))
  .option('--json', 'figures in full as JSON on stdout', false)
  .parse();
const { json, ...options } = command.opts<BenchOptions & { json: boolean }>();
for (const name of command.args) {
  if (!names.includes(name))
    command.error(`error: there is no benchmark “${name}”; there are ${names.join(', ')}`);
}

// what is built and trained says much on the way
const write = (line: string): boolean => process.stdout.write(`${line}\n`);
console.log = console.info = console.error;

const machine = await describeMachine();
if (!json) machineLines(machine).forEach(write);
const reports = [];
for (const benchmark of benchmarks) {
  if (command.args.length > 0 && !command.args.includes(benchmark.name)) continue;
  const report = await benchmark.run(options);
  reports.push({ name: benchmark.name, title: report.title, notes: report.notes, figures: report.figures });
  if (!json) ['', ...reportLines(report)].forEach(write);
}
if (json) write(JSON.stringify({ machine, reports }, null, 2));
