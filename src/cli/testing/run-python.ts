import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PYTHON } from '../../../scripts/python.ts';

/**
 * The launcher of several processes. What it redirects is said because its default is refused where PyTorch 1.13 meets Python 3.11, whose
 * flag enumerations no longer list a zero.
 */
const TORCHRUN = ['-m', 'torch.distributed.run', '--standalone', '--redirects', '1', '--tee', '1'];

/** Runs a Python file in a folder, by torchrun where there are to be several processes; each line of theirs begins with `[default0]:`. */
export async function runPython(
  folder: string,
  args: readonly string[],
  processes = 1,
): Promise<{ readonly stdout: string; readonly stderr: string; readonly failed: boolean }> {
  const launcher =
    processes > 1 ? [...TORCHRUN, '--log_dir', join(folder, 'logs'), `--nproc_per_node=${processes}`] : [];
  const env = { ...process.env, OMP_NUM_THREADS: '1' };
  const child = spawn(PYTHON, [...launcher, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<boolean>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code !== 0));
  });
  const [stdout, stderr, failed] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, failed };
}
