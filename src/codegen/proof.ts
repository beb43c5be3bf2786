/** What the test of an exported project found. */
export interface Proof {
  /** Hash of the Program that was exported: of this drawing with this preset, and no other. */
  readonly program: string;
  /** Id of the target. */
  readonly target: string;
  /** What computed, with its version: `PyTorch 2.1.0`. */
  readonly engine: string;
  /** Year, month and day. */
  readonly date: string;
  /** Processes that shared the batch. */
  readonly processes: number;
  /** The largest relative error of each kind over three steps; infinite where a number was none. */
  readonly errors: Readonly<Record<'loss' | 'gradient' | 'state', number>>;
  readonly passed: boolean;
}

/** Longest text of a proof: a report has some hundred characters. */
const MOST = 10_000;

/** The proof in the text of a `parity.json`; null where it is none. What it holds was written by anyone, and is only shown. */
export function readProof(text: string): Proof | null {
  if (text.length > MOST) return null;
  let json: unknown;
  try {
    // Python writes what JSON has no word for
    json = JSON.parse(text.replace(/:\s*(NaN|-?Infinity)/g, ': null'));
  } catch {
    return null;
  }
  const found = Object(json) as Record<string, unknown>;
  const { format, program, target, engine, date, processes, passed } = found;
  const errors = Object(found['errors']) as Record<string, unknown>;
  const error = (kind: string) => {
    const value = errors[kind];
    return typeof value === 'number' ? value : value === null ? Infinity : undefined;
  };
  const [loss, gradient, state] = ['loss', 'gradient', 'state'].map(error);
  if (format !== 'unlabel-parity' || loss === undefined || gradient === undefined || state === undefined)
    return null;
  if (typeof program !== 'string' || !/^[0-9a-f]{64}$/.test(program)) return null;
  if (typeof target !== 'string' || typeof engine !== 'string' || typeof date !== 'string') return null;
  if (typeof processes !== 'number' || typeof passed !== 'boolean') return null;
  return { program, target, engine, date, processes, errors: { loss, gradient, state }, passed };
}
