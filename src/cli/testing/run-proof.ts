import { fileURLToPath } from 'node:url';
import { runPython } from './run-python.ts';

export const PROVEN = ['loss', 'gradient', 'state'] as const;

/** What an exported test_parity.py measures: the largest error of each kind, and where it is. */
export type Proof = Readonly<
  Record<(typeof PROVEN)[number], { readonly error: number; readonly at: string }>
>;

/** The proof, or what went wrong in place of it. */
export interface Measured extends Partial<Proof> {
  readonly problem?: string;
}

const MEASURE = fileURLToPath(new URL('../../codegen/pytorch/testing/measure_projects.py', import.meta.url));

/**
 * Runs the tests of exported projects one after another, by so many processes that share each batch; gives for each the worst that any
 * process found.
 */
export async function runProofs(folders: readonly string[], processes = 1): Promise<Measured[]> {
  const { stdout, stderr } = await runPython(folders[0]!, [MEASURE, ...folders], processes);
  const found = Array.from({ length: processes }, (_, rank) => {
    const prefix = processes > 1 ? `[default${rank}]:` : '';
    const lines = stdout.split('\n').filter((line) => line.startsWith(`${prefix}{`));
    return lines.map((line) => JSON.parse(line.slice(prefix.length)) as Measured);
  });
  return folders.map((_, i) =>
    found
      .map(
        (ofProcess) =>
          ofProcess[i] ?? { problem: `a process ended before its result: ${stderr.slice(-1500)}` },
      )
      .reduce(worse),
  );
}

function worse(one: Measured, other: Measured): Measured {
  if (one.problem !== undefined || other.problem !== undefined)
    return one.problem !== undefined ? one : other;
  const larger = PROVEN.map((kind) => [
    kind,
    one[kind]!.error > other[kind]!.error ? one[kind] : other[kind],
  ]);
  return Object.fromEntries(larger) as unknown as Proof;
}
