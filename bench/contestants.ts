import { fileURLToPath } from 'node:url';
import { PYTHON } from '../scripts/python.ts';
import { Contestant } from './contestant.ts';
import type { Way } from './rivals/open-step.ts';
import type { Task } from './rivals/task.ts';
import type { Workload } from './rivals/workload.ts';

const file = (name: string): string => fileURLToPath(new URL(`rivals/${name}`, import.meta.url));

/** Bytes that glibc's allocator keeps and takes from its heap, rather than from the system block by block. */
const KEPT = '4000000000';

function script(name: string, path: string, args: readonly string[] = []): Contestant {
  const all = ['--import', 'tsx', file(path), ...args];
  return new Contestant({ name, command: process.execPath, args: all });
}

/** The processes that benchmarks let take turns. */
export const contestants = {
  /** A script of `rivals/` in Node. */
  script,

  node: (name: string, way: Way, task: Task, threads = 1): Contestant =>
    script(name, 'in-node.ts', [way, JSON.stringify(task), String(threads)]),

  /** @param url where the page of `rivals/page` is served */
  chromium: (name: string, way: Way, task: Task, url: string, threads = 1): Contestant =>
    script(name, 'in-chromium.ts', [way, JSON.stringify(task), String(threads), url]),

  /** @param keeping keeps freed memory, where glibc gives large blocks back and has each page zeroed anew at every step */
  pytorch: (threads: number, workload: Workload, keeping = false): Contestant =>
    pytorch(threads, ['pytorch.py', JSON.stringify(workload)], keeping),

  /** @param start the file that `writeStart` wrote */
  pytorchMethod: (threads: number, start: string, keeping = false): Contestant =>
    pytorch(threads, ['pytorch_methods.py', start], keeping),
};

function pytorch(threads: number, [script, what]: readonly [string, string], keeping: boolean): Contestant {
  return new Contestant({
    name: `PyTorch eager, ${threads} thread${threads === 1 ? '' : 's'}${keeping ? ', memory kept' : ''}`,
    command: PYTHON,
    args: [file(script), String(threads), what],
    env: {
      // threads that spin while they wait would take the processor from the next rival
      OMP_WAIT_POLICY: 'PASSIVE',
      OMP_NUM_THREADS: String(threads),
      ...(keeping ? { MALLOC_TRIM_THRESHOLD_: KEPT, MALLOC_MMAP_THRESHOLD_: KEPT } : {}),
    },
  });
}
