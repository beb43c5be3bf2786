import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PYTHON } from '../../../scripts/python.ts';

export const PROVEN = ['loss', 'gradient', 'state'] as const;

/** What an exported test_parity.py prints: the largest error of each kind, and where it is. */
export type Proof = Readonly<
  Record<(typeof PROVEN)[number], { readonly error: number; readonly at: string }>
>;

/** Runs the test of an exported project, by so many processes that share the batch; gives what each found. */
export async function runProof(folder: string, processes = 1): Promise<Proof[]> {
  const port = String(20_000 + (process.pid % 20_000));
  const shared = { MASTER_ADDR: '127.0.0.1', MASTER_PORT: port, WORLD_SIZE: String(processes) };
  return Promise.all(
    Array.from({ length: processes }, async (_, index) => {
      const rank = String(index);
      const joined = processes > 1 ? { ...shared, RANK: rank, LOCAL_RANK: rank } : {};
      const env = { ...process.env, OMP_NUM_THREADS: '1', ...joined };
      const { stdout } = await promisify(execFile)(PYTHON, ['test_parity.py'], { cwd: folder, env });
      return JSON.parse(stdout) as Proof;
    }),
  );
}
