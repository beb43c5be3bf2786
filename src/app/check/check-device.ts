import { registry } from '../../../nodes/index.ts';
import type { BackendName, OpenOptions } from '../../../workers/protocol.ts';
import { failure, success } from '../../base/outcome.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import type { TrainerClient } from '../../runtime/client.ts';
import { checkCase } from '../../runtime/fixtures/check-case.ts';
import { checkProgram } from './check-program.ts';
import type { CheckState } from './check-state.ts';
import type { RawCase } from './load-cases.ts';
import { shortRun, type ShortRun, type ShortRunOptions } from './short-run.ts';
import { withClient } from './with-client.ts';

export interface CheckOptions {
  readonly backend: BackendName;
  readonly cases: readonly RawCase[];
  /** Cases that are not computed here. */
  readonly leftOut: number;
  /** Where the engine finds its files. */
  readonly files: Omit<OpenOptions, 'backend'>;
  readonly createWorker: () => Worker;
}

type Tell = (change: (state: CheckState) => Partial<CheckState>) => void;

const SEED = 1;
/** Steps whose losses are compared. */
const COMPARED = 3;
/** Steps after which the engine's memory is looked at. */
const MEASURED = [20, 200] as const;

/** The processor's backend judges the others; plain JavaScript, which shares no kernel with it, judges that one. */
const referenceOf = (backend: BackendName): BackendName => (backend === 'wasm' ? 'cpu' : 'wasm');

/**
 * Computes the reference cases on a backend, trains a tiny SimCLR there and on a reference backend, and looks at what the
 * engine holds meanwhile. Reports whatever becomes known; gives the last state. Each backend has a worker of its own.
 */
export async function checkDevice(
  options: CheckOptions,
  report: (state: CheckState) => void,
): Promise<CheckState> {
  const { backend, leftOut, files, createWorker } = options;
  const reference = referenceOf(backend);
  let state: CheckState = {
    backend,
    reference,
    doing: 'Starting the backend',
    device: null,
    cases: [],
    leftOut,
    losses: [],
    memory: [],
    seconds: { cases: 0, training: 0 },
    problems: [],
  };
  const tell: Tell = (change) => {
    state = { ...state, ...change(state) };
    report(state);
  };
  tell(() => ({}));

  const known = await withClient(createWorker, (client, lost) => tryDevice(client, options, lost, tell));
  if (!known.ok) tell(() => ({ problems: known.problems }));
  else {
    tell(() => ({ doing: `Training on ${reference}, to compare` }));
    const judge = await withClient(createWorker, async (client, lost) => {
      const opened = await client.open({ ...files, backend: reference });
      return opened.ok ? train(client, 'narrow', COMPARED, { pauseAt: 0, lost }) : opened;
    });
    if (judge.ok) tell(() => ({ losses: judge.value.losses.map((loss, i) => [known.value[i]!, loss]) }));
    else tell(() => ({ problems: judge.problems }));
  }
  tell(() => ({ doing: null }));
  return state;
}

/** Everything that happens on the backend itself. Gives the losses that are to be compared. */
async function tryDevice(
  client: TrainerClient,
  { backend, cases, files }: CheckOptions,
  lost: AbortSignal,
  tell: Tell,
): Promise<Checked<readonly number[]>> {
  const opened = await client.open({ ...files, backend });
  if (!opened.ok) return opened;
  const { candidates } = opened.value;
  const device = candidates.find((candidate) => candidate.backend === backend)?.detail ?? null;
  tell(() => ({ device }));

  let begin = performance.now();
  for (const [i, raw] of cases.entries()) {
    tell(() => ({ doing: `Case ${i + 1} of ${cases.length}: ${raw.id}` }));
    const checked = await checkCase(raw, registry, client);
    tell((state) => ({ cases: [...state.cases, checked] }));
    // its row says why; nothing more can be computed
    if ('error' in checked && !(await client.memory()).ok) return failure([]);
  }
  tell(({ seconds }) => ({ seconds: { ...seconds, cases: (performance.now() - begin) / 1000 } }));

  begin = performance.now();
  const compared = await train(client, 'narrow', COMPARED, {
    pauseAt: 0,
    lost,
    onStep: (done) => tell(() => ({ doing: `Training: step ${done} of ${COMPARED}` })),
  });
  if (!compared.ok) return compared;
  const [pauseAt, steps] = MEASURED;
  const measured = await train(client, 'least', steps, {
    pauseAt,
    lost,
    onStep: (done) => tell(() => ({ doing: `Training at length: step ${done} of ${steps}` })),
  });
  if (!measured.ok) return measured;
  tell(({ seconds }) => ({
    seconds: { ...seconds, training: (performance.now() - begin) / 1000 },
    memory: MEASURED.map((step, i) => ({ step, held: measured.value.held[i]! })),
  }));
  return success(compared.value.losses);
}

async function train(
  client: TrainerClient,
  size: 'narrow' | 'least',
  steps: number,
  options: Omit<ShortRunOptions, 'seed'>,
): Promise<Checked<ShortRun>> {
  const program = checkProgram(size, steps);
  return program.ok ? shortRun(client, program.value, { ...options, seed: SEED }) : program;
}
