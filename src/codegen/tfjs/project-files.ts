/** The test of an exported project: text, the same for all. */
export const parityTest = (module: string): string => `/**
 * Does this code compute what the drawing computes? Runs three steps on the recorded batch and compares the loss, every
 * gradient, and every weight and state after the step. One batch and one set of random draws serve all steps.
 *
 * The error of a tensor is max|a − b| / max(max|b|, floor): relative to the largest number in it. Below the floor numbers are
 * what rounding leaves of larger ones.
 *
 * npm install && npm test
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { Net, readSafetensors } from './${module}';

const file = (name) => readFileSync(new URL(\`fixture/\${name}\`, import.meta.url));
const recorded = readSafetensors(file('fixture.safetensors'));
const { steps, tolerance } = JSON.parse(file('fixture.json'));

/** Recorded tensors under a prefix, by the rest of their names. */
const under = (prefix) =>
  Object.entries(recorded).flatMap(([name, tensor]) =>
    name.startsWith(\`\${prefix}/\`) ? [[name.slice(prefix.length + 1), tensor]] : [],
  );
const upload = ({ dtype, shape, data }) => tf.tensor(data, shape, dtype === 'I32' ? 'int32' : 'float32');

function errorOf(found, expected) {
  assert.equal(found.length, expected.length);
  let [difference, largest] = [0, tolerance.floor];
  for (let i = 0; i < expected.length; i++) {
    assert(Number.isFinite(found[i]));
    difference = Math.max(difference, Math.abs(found[i] - expected[i]));
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return difference / largest;
}

await tf.setBackend('cpu');
const net = new Net();
for (const [name, tensor] of under('initial')) {
  assert(net.tensors[name], \`\${name} is a weight or a state\`);
  net.tensors[name].dispose();
  net.tensors[name] = tf.keep(upload(tensor));
}
assert.deepEqual(Object.keys(net.tensors).sort(), under('initial').map(([name]) => name).sort());
const batch = Object.fromEntries(under('data').map(([field, tensor]) => [field, upload(tensor)]));
const draws = {};
for (const [stream, tensor] of under('draws')) {
  const [node, name] = stream.split('.');
  (draws[node] ??= {})[name] = upload(tensor);
}

for (const [step, { losses }] of steps.entries()) {
  test(\`step \${step + 1} is the drawing’s\`, () => {
    const held = tf.memory().numTensors;
    const found = net.step(batch, draws, step);
    const worst = { loss: 0, gradient: 0, state: 0, of: '' };
    const compare = (kind, name, values, expected) => {
      const error = errorOf(values, expected);
      if (error > worst[kind]) worst[kind] = error;
      if (error > tolerance.relative) worst.of += \`\\n  \${kind} \${name}: \${error.toExponential(1)}\`;
    };
    for (const [node, loss] of Object.entries(losses)) compare('loss', node, found.losses[node].dataSync(), [loss]);
    for (const [name, { data }] of under(\`step\${step + 1}/gradients\`))
      compare('gradient', name, found.gradients[name].dataSync(), data);
    for (const [name, { data }] of under(\`step\${step + 1}/after\`)) compare('state', name, net.tensors[name].dataSync(), data);
    tf.dispose(found);
    console.log(JSON.stringify({ step: step + 1, loss: worst.loss, gradient: worst.gradient, state: worst.state }));
    assert.equal(worst.of, '', \`beyond \${tolerance.relative}:\${worst.of}\`);
    assert.equal(tf.memory().numTensors, held, 'no tensor is left over');
  });
}
`;
