/** What exported code may differ by: the largest error over the largest entry. */
export const TOLERANCE = 1e-5;

/** `parity.test.mjs`: three steps from the fixture's weights and views, compared number by number. Not formatted yet. */
export function parityTest({
  model,
  inputs,
  draws,
  program,
}: {
  readonly model: string;
  readonly inputs: readonly { readonly name: string }[];
  /** Whether the networks draw something at random. */
  readonly draws: boolean;
  /** Hash of the Program: what is proven. */
  readonly program: string;
}): string {
  return `/**
 * Three steps from the weights and views in fixture/, compared with what Unlabel computed.
 *
 *     npm test
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { createOptimizer, ${model}, ${draws ? 'random, ' : ''}trainStep, variables } from './model.js';

const INPUTS = [${inputs.map(({ name }) => `'${name}'`).join(', ')}];
const TOLERANCE = ${TOLERANCE.toExponential().replace('+', '')};

const read = (name) => readFileSync(new URL(\`fixture/\${name}\`, import.meta.url));

/** The tensors of a safetensors file by name. */
function tensorsOf(name) {
  const bytes = read(\`\${name}.safetensors\`);
  const begin = 8 + Number(bytes.readBigUInt64LE(0));
  const { __metadata__: _, ...header } = JSON.parse(bytes.subarray(8, begin));
  return Object.fromEntries(
    Object.entries(header).map(([key, { dtype, shape, data_offsets: [from, to] }]) => {
      const { buffer } = Uint8Array.from(bytes.subarray(begin + from, begin + to));
      const data = dtype === 'I32' ? new Int32Array(buffer) : new Float32Array(buffer);
      return [key, tf.tensor(data, shape, dtype === 'I32' ? 'int32' : 'float32')];
    }),
  );
}

/** Tensors whose names begin with \`prefix\`, by the rest of the name. */
const under = (prefix, tensors) =>
  Object.entries(tensors).flatMap(([key, tensor]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), tensor]] : [],
  );

const largest = (numbers) => numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** Largest difference over the largest number of the tensor, or over \`floor\` where all are smaller. */
function relativeError(found, expected, floor) {
  assert.deepEqual(found.shape, expected.shape);
  const [a, b] = [found.dataSync(), expected.dataSync()];
  assert(a.every(Number.isFinite));
  return largest(a.map((x, i) => x - b[i])) / Math.max(largest(b), floor);
}

/** The largest error of each kind over all steps, and where it is. */
export function measure() {
  const model = new ${model}();
  const named = variables(model);
  const initial = tensorsOf('initial');
  assert.deepEqual(Object.keys(initial).sort(), Object.keys(named).sort());
  for (const [path, value] of Object.entries(initial)) named[path].assign(value);
  const batch = tensorsOf('batch');
  const inputs = Object.fromEntries(INPUTS.map((name) => [name, batch[name]]));
  ${
    draws
      ? `// the random numbers that were drawn, in their order, instead of new ones
  const draws = under('draw.', batch).sort(([a], [b]) => a.localeCompare(b)).map(([, draw]) => draw);
  let next = 0;
  random.mask = (shape) => draws[next++].reshape(shape);
  random.order = () => draws[next++].cast('int32');
  `
      : ''
  }const losses = JSON.parse(read('losses.json'));
  const optimizer = createOptimizer(model);
  const worst = { loss: { error: 0 }, gradient: { error: 0 }, state: { error: 0 } };
  const note = (kind, error, at) => {
    if (error > worst[kind].error) worst[kind] = { error, at };
  };

  losses.forEach((expected, step) => {
    const recorded = tensorsOf(\`step\${step}\`);
    const gradients = Object.fromEntries(under('gradient:', recorded));
    // a gradient that is zero in exact arithmetic is nothing but rounding: it is held against the others
    const floor = 1e-2 * Math.max(...Object.values(gradients).map((one) => largest(one.dataSync())));
    ${draws ? 'next = 0;' : ''}
    // such a gradient differs from one program to another, and Adam makes a whole step of it: the optimiser gets the expected ones
    const compare = (found) => {
      for (const [path, gradient] of Object.entries(gradients))
        note('gradient', relativeError(found[path] ?? tf.zerosLike(gradient), gradient, floor), \`\${path}, step \${step}\`);
      return gradients;
    };
    const [loss] = trainStep(model, optimizer, inputs, step, compare).dataSync();
    note('loss', Math.abs(loss - expected) / Math.max(Math.abs(expected), 0.1), \`step \${step}\`);
    for (const [path, value] of under('state:', recorded)) {
      note('state', relativeError(named[path], value, 1e-2), \`\${path}, step \${step}\`);
      // the next step begins where the recorded one does: what is compared is its rounding, not that of all steps before
      named[path].assign(value);
    }
  });
  return worst;
}

test('takes the steps that Unlabel took', async () => {
  await tf.setBackend('cpu');
  const worst = measure();
  console.log(JSON.stringify(worst));
  // drop it into Unlabel, which then knows that this drawing is proven
  const report = {
    format: 'unlabel-parity',
    target: 'tfjs',
    program: '${program}',
    engine: \`TensorFlow.js \${tf.version_core}\`,
    date: new Date().toISOString().slice(0, 10),
    processes: 1,
    errors: Object.fromEntries(Object.entries(worst).map(([kind, { error }]) => [kind, error])),
    passed: Object.values(worst).every(({ error }) => error <= TOLERANCE),
  };
  writeFileSync(new URL('parity.json', import.meta.url), JSON.stringify(report, null, 2));
  for (const [kind, { error, at }] of Object.entries(worst))
    assert(error <= TOLERANCE, \`\${kind} of \${at} differs by \${error}\`);
});
`;
}
