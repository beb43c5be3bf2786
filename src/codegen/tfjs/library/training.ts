import { snippet } from '../../snippet.ts';
import { variables } from './layers.ts';

export const clipTogether = snippet(
  'clipTogether',
  [],
  `
/** Gradients scaled down so that all together, as one vector, are no longer than \`bound\`. */
function clipTogether(gradients, bound) {
  const length = tf.addN([...gradients.values()].map((gradient) => gradient.square().sum())).sqrt();
  const factor = tf.div(bound, length.add(1e-6)).minimum(1);
  return new Map([...gradients].map(([variable, gradient]) => [variable, gradient.mul(factor)]));
}
`,
);

export const clipEach = snippet(
  'clipEach',
  [],
  `
/** Gradients of which none is longer than \`bound\`. */
function clipEach(gradients, bound) {
  const factor = (gradient) => tf.div(bound, gradient.square().sum().sqrt().add(1e-6)).minimum(1);
  return new Map([...gradients].map(([variable, gradient]) => [variable, gradient.mul(factor(gradient))]));
}
`,
);

export const gradientsOf = snippet(
  'gradientsOf',
  [variables],
  `
/** The loss of one step, and its gradients by the path of each trained variable that it depends on. */
export function gradientsOf(model, inputs, step) {
  const trained = Object.entries(variables(model)).filter(([, variable]) => variable.trainable);
  const { value, grads } = tf.variableGrads(
    () => model.loss(inputs, step),
    trained.map(([, variable]) => variable),
  );
  const found = trained.map(([path, { name }]) => [path, grads[name]]);
  return { loss: value, gradients: Object.fromEntries(found.filter(([, gradient]) => gradient)) };
}
`,
);

export const loadDataset = snippet(
  'loadDataset',
  [],
  `
/** A data file of Unlabel: images as bytes, the chosen label of each, and which of them are for training. */
export async function loadDataset(bytes) {
  const packed = new Blob([bytes.subarray(12)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const buffer = await new Response(packed).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const { count, height, width, channels } = header;
  const view = new DataView(buffer, 4 + length);
  let at = count * height * width * channels;
  const images = new Uint8Array(buffer, 4 + length, at);
  const labels = {};
  for (const { name } of header.labels) {
    const start = at;
    labels[name] = Int32Array.from({ length: count }, (_, i) => view.getUint16(start + 2 * i, true));
    at += 2 * count;
  }
  const training = Array.from({ length: count }, (_, i) => i).filter((i) => view.getUint8(at + i) === 0);
  return { images, height, width, channels, labels: labels[LABEL], training };
}
`,
);
