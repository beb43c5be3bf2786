import { verdict, type Verdict } from '../../analysis/verdict.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { hashProgram } from '../../ir/hash.ts';
import type { Program } from '../../ir/program.ts';
import { runFingerprint } from '../run-fingerprint.ts';
import { measurementsOf } from '../measurements-of.ts';
import type { RunState } from '../run-state.ts';
import type { Series } from '../series.ts';
import { keptCurve, type KeptCurve } from './curve.ts';
import type { KeptRun } from './kept-run.ts';
import { MAX_NAME } from './limits.ts';

/** What is known of a run beside what it measured. */
export interface RunSubject {
  readonly id: string;
  readonly document: UnlabelDocument;
  readonly preset: string | null;
  readonly program: Program;
  readonly seed: number;
  readonly mixed: boolean;
  /** Of a probe's node, as charts show it. */
  nodeTitle(node: string): string;
}

/** A run as it is to be kept: everything that is needed to show it, judge it and train it again. */
export function keepRun(run: RunState, subject: RunSubject, savedAt: number): KeptRun {
  const { id, document, preset, program, seed, mixed, nodeTitle } = subject;
  return {
    format: 'unlabel-run',
    version: 1,
    id,
    name: (document.meta.title || 'Untitled').slice(0, MAX_NAME),
    note: '',
    pinned: false,
    savedAt,
    document,
    preset,
    program: hashProgram(program),
    seed,
    steps: run.steps,
    step: run.step,
    end: endOf(run),
    mixed,
    backend: run.backend && { backend: run.backend.backend, threads: run.backend.threads },
    stepsPerSecond: run.finish?.stepsPerSecond ?? null,
    fingerprint: runFingerprint(run),
    probes: program.probes.map(({ node, measurement, every }) => ({
      node,
      title: nodeTitle(node),
      measurement,
      every,
    })),
    loss: keptCurve(run.loss),
    losses: Object.keys(run.losses).length > 1 ? curves(run.losses) : {},
    learningRate: keptCurve(run.learningRate),
    measured: Object.fromEntries(
      Object.entries(run.probes).map(([node, { metrics, untrained }]) => [
        node,
        { metrics: curves(metrics), untrained: finite(untrained) },
      ]),
    ),
    verdict: judged(run, program),
  };
}

function endOf({ status, finish }: RunState): KeptRun['end'] {
  if (status === 'finished') return finish?.reason ?? 'stopped';
  return status === 'failed' ? 'failed' : 'going';
}

/** A run that ended by a number that is not finite has diverged, whatever was measured before. */
function judged(run: RunState, program: Program): KeptRun['verdict'] {
  const found: Verdict = verdict(measurementsOf(run, program));
  const broken = run.diagnostics.find(({ code }) => code === 'RUN_NOT_FINITE');
  const kind = broken ? 'diverged' : found.kind;
  return { kind, evidence: [...(broken ? [broken.message] : []), ...found.evidence] };
}

function curves(series: Readonly<Record<string, Series>>): Record<string, KeptCurve> {
  return Object.fromEntries(Object.entries(series).map(([id, one]) => [id, keptCurve(one)]));
}

function finite(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));
}
