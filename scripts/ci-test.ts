// What `npm test` runs: types, lint, format, unit and end-to-end tests, each whatever became of those before it. The browser
// comes first: unit tests compute on the graphics device that it emulates; so does PyTorch, which they compare with where it is
// to be had, and always where CI is set. The last line sums them up; the exit status is 0 only if all passed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './ci-browser.ts';
import {
  countPlaywright,
  countVitest,
  withStatus,
  type Counts,
  type PlaywrightReport,
  type VitestReport,
} from './ci-counts.ts';
import { ensureTorch } from './ci-torch.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'unlabel-tests-'));

/** Runs a tool of node_modules with its output shown; tells whether it succeeded. */
function runTool(tool: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  const { status, error } = spawnSync(join(root, 'node_modules', '.bin', tool), args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (error) console.error(error.message);
  return status === 0;
}

function readReport<T>(path: string, count: (report: T) => Counts): Counts {
  try {
    return count(JSON.parse(readFileSync(path, 'utf8')) as T);
  } catch {
    // the tool ended before it wrote one
    return { passed: 0, failed: 1 };
  }
}

function tool(name: string, args: readonly string[]): Counts {
  return runTool(name, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function unit(): Counts {
  const report = join(reports, 'unit.json');
  const succeeded = runTool('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return withStatus(readReport<VitestReport>(report, countVitest), succeeded);
}

const missing = ensureBrowser();
const withoutTorch = ensureTorch();
if (withoutTorch) console.error(`Nothing is compared with PyTorch: ${withoutTorch}.`);

function endToEnd(): Counts {
  if (missing) {
    console.error(`There is no browser for the end-to-end tests: ${missing}.`);
    return { passed: 0, failed: 1 };
  }
  const report = join(reports, 'end-to-end.json');
  const succeeded = runTool('playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return withStatus(readReport<PlaywrightReport>(report, countPlaywright), succeeded);
}

const suites: readonly (readonly [title: string, run: () => Counts])[] = [
  ['types', () => tool('tsc', ['--noEmit', '-p', '.'])],
  ['lint', () => tool('eslint', ['.', '--max-warnings', '0'])],
  ['format', () => tool('prettier', ['--check', '.'])],
  ['unit tests', unit],
  ['end-to-end tests', endToEnd],
];

const results = suites.map(([title, run]) => {
  console.log(`\n── ${title} ──`);
  const counts = run();
  return { title, ...counts };
});
rmSync(reports, { recursive: true, force: true });

console.log('');
for (const { title, passed, failed } of results) console.log(`${title}: ${passed} passed, ${failed} failed`);
const total = (key: 'passed' | 'failed'): number => results.reduce((sum, counts) => sum + counts[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 ? 0 : 1;
