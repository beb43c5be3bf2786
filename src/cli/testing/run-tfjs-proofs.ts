import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Proof } from './run-proof.ts';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/**
 * Runs parity.test.mjs of many exported projects in one Node process, with the tfjs that is installed here; gives what each found, or
 * throws what went wrong.
 */
export async function runTfjsProofs(folders: readonly string[]): Promise<Proof[]> {
  const root = await mkdtemp(join(tmpdir(), 'unlabel-proofs-'));
  try {
    for (const folder of folders) {
      await symlink(MODULES, join(folder, 'node_modules')).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }
    const all = join(root, 'all.mjs');
    const imports = folders.map((folder) => pathToFileURL(join(folder, 'parity.test.mjs')).href);
    await writeFile(all, imports.map((url) => `import ${JSON.stringify(url)};\n`).join(''));
    const output = await new Promise<string>((resolve) =>
      // what fails shows in the numbers; Node's own status is 1 then
      execFile(process.execPath, [all], { maxBuffer: 1e8 }, (_, stdout, stderr) => resolve(stdout + stderr)),
    );
    const found = output.split('\n').filter((line) => line.startsWith('{"loss"'));
    if (found.length !== folders.length) {
      const problems = output.split('\n').filter((line) => /error:|Error|stack|\.js:|\.mjs:/.test(line));
      throw new Error(`${found.length} of ${folders.length} proofs ran:\n${problems.join('\n')}`);
    }
    return found.map((line) => JSON.parse(line) as Proof);
  } finally {
    await rm(root, { recursive: true });
  }
}
