import { slug } from '../../base/slug.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { download } from '../files/download.ts';

/** `baseline-seed-1.unlabel-run.json` for a run named “Baseline”. */
export function runFileName({ name, seed }: Pick<KeptRun, 'name' | 'seed'>, extension: string): string {
  return `${slug(name) || 'run'}-seed-${seed}.${extension}`;
}

/** Hands the run to the browser as a file that can be opened anywhere and trained again. */
export function saveRunFile(run: KeptRun): void {
  download(runFileName(run, 'unlabel-run.json'), `${JSON.stringify(run)}\n`, 'application/json');
}
