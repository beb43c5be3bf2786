/**
 * What a helper thread runs, for browsers and Node alike. It is text, since it must be the same after bundling: a function's
 * own text is rewritten by minifiers.
 *
 * It is sent the kernels' module, the memory, the words that `ThreadPool` controls it by (see there) and its number, answers
 * null (or what went wrong), and never returns: it sleeps until a job is open, takes parts of it until there are none left, and
 * sleeps again. Before it sleeps it looks for the next job for a short while, since a wake-up takes longer than most jobs are
 * apart.
 */
export const helperSource = `
'use strict';
const node = typeof require === 'function' ? require('node:worker_threads') : null;
const answer = (problem) => (node ? node.parentPort.postMessage(problem) : self.postMessage(problem));

async function begin({ module, memory, words, values, thread, names, patience }) {
  let instance;
  try {
    instance = await WebAssembly.instantiate(module, { env: { memory } });
  } catch (error) {
    return answer(String(error && error.message));
  }
  const kernels = names.map((name) => instance.exports[name]);
  answer(null);
  let last = 0;
  let deadline = 0;
  for (;;) {
    const job = Atomics.load(words, 0);
    if ((job & 1) === 1 && job !== last) {
      last = job;
      Atomics.add(words, 1, 1);
      // closed meanwhile, it may already be another job that is being described
      if (Atomics.load(words, 0) === job) work(kernels, words, values, thread);
      if (Atomics.sub(words, 1, 1) === 1) Atomics.notify(words, 1);
      deadline = performance.now() + patience;
      continue;
    }
    for (let i = 0; i < 100 && Atomics.load(words, 0) === job; i++);
    if (Atomics.load(words, 0) === job && performance.now() > deadline) {
      Atomics.wait(words, 0, job);
      deadline = performance.now() + patience;
    }
  }
}

function work(kernels, words, values, thread) {
  const count = words[3];
  const grain = words[4];
  const kernel = kernels[words[5]];
  const given = Array.from(values.subarray(0, words[6]));
  const scratch = values[values.length - 2] + thread * values[values.length - 1];
  try {
    for (;;) {
      const first = Atomics.add(words, 2, grain);
      if (first >= count) return;
      Atomics.add(words, 8, 1);
      kernel(...given, scratch, first, Math.min(count, first + grain));
    }
  } catch (error) {
    Atomics.store(words, 7, 1);
  }
}

if (node) node.parentPort.once('message', begin);
else self.onmessage = ({ data }) => void begin(data);
`;
