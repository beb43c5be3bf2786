import { textCode } from './expression.ts';

interface NetOptions {
  readonly optimisers: readonly { readonly id: string; readonly loss: string }[];
  readonly clips: boolean;
  /** Some weights stand still in the first steps. */
  readonly late: boolean;
  readonly movesBefore: boolean;
  readonly movesAfter: boolean;
  readonly unitRows: readonly string[];
}

/** The class that holds weights and states and does a step of training. */
export function NET_CODE({ optimisers, clips, late, movesBefore, movesAfter, unitRows }: NetOptions): string {
  const follow = `
  /** Moves what follows others. */
  follow(rules, step) {
    const all = Object.entries({ ...WEIGHTS, ...STATES });
    for (const [by, rule] of Object.entries(rules)) {
      for (const [name, { follows }] of all) {
        if (!follows || !name.startsWith(\`\${by}.\`)) continue;
        const [own, source] = [this.tensors[name], this.tensors[follows]];
        this.tensors[name] = tf.keep(rule({ own, source, step }));
      }
    }
  }
`;
  return `/** The tensors of one module, by their names within it. */
class Module {
  constructor(net, name) {
    Object.assign(this, { net, name });
  }

  get(name) {
    return this.net.tensors[\`\${this.name}.\${name}\`];
  }

  set(name, value) {
    this.net.tensors[\`\${this.name}.\${name}\`] = value;
  }
}

/** Weights and states, and how they change. */
export class Net {
  /** Begins with random weights. */
  constructor(seed = 0) {
    const random = randomNumbers(seed);
    this.tensors = {};
    const declared = { ...WEIGHTS, ...STATES };
    const begin = (name) => {
      const { shape, start, follows } = declared[name];
      if (follows) begin(follows);
      this.tensors[name] ??= tf.keep(tf.tidy(() => start({ shape, random, tensors: this.tensors })));
    };
    for (const name of Object.keys(declared)) begin(name);
    for (const [name, { shape, group }] of Object.entries(WEIGHTS))
      for (const kept of GROUPS[group]?.keeps ?? []) this.tensors[slotOf(name, kept)] = tf.keep(tf.zeros(shape));
  }

  module(name) {
    return new Module(this, name);
  }

  /**
   * One step of training. Gives the losses by their nodes (numbers as tensors) and the gradients by their weights; the caller
   * disposes of them.
   */
  step(batch, draws, step) {
    const before = { ...this.tensors };
    const results = { losses: {}, gradients: {} };
    tf.tidy(() => {
${movesBefore ? '      this.follow(FOLLOWERS.before, step);\n' : ''}      const start = { ...this.tensors };
      for (const [optimiser, node] of Object.entries(OPTIMISERS)) {
        const { loss, gradients } = this.gradientsOf(optimiser, node, start, { batch, draws, step });
        results.losses[node] = tf.keep(loss);
        for (const [name, gradient] of Object.entries(gradients)) results.gradients[name] = tf.keep(gradient);
      }
      this.update(results.gradients, step);
${movesAfter ? '      this.follow(FOLLOWERS.after, step);\n' : ''}    });
    const kept = new Set(Object.values(this.tensors));
    for (const tensor of Object.values(before)) if (!kept.has(tensor)) tensor.dispose();
    return results;
  }

  /** The loss that the optimiser minimises, at \`start\`, with the gradients of the weights it trains. Keeps the new states. */
  gradientsOf(optimiser, node, start, { batch, draws, step }) {
    const names = Object.keys(WEIGHTS).filter((name) => GROUPS[WEIGHTS[name].group]?.optimiser === optimiser);
    const compute = tf.valueAndGrads((...weights) => {
      const net = Object.create(Net.prototype);
      net.tensors = { ...start, ...Object.fromEntries(names.map((name, i) => [name, weights[i]])) };
      const loss = losses(net, batch, draws, step)[node];
      for (const name of Object.keys(STATES)) this.tensors[name] = tf.keep(net.tensors[name]);
      return loss;
    });
    const { value, grads } = compute(names.map((name) => start[name]));
    return { loss: value, gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]])) };
  }

  /** Moves every trained weight by the rule of its group. */
  update(gradients, step) {
${clips ? '    const clipped = clip(gradients, step);\n' : ''}    for (const name of Object.keys(gradients)) {
      const group = GROUPS[WEIGHTS[name].group];
${late ? '      if (step < (group.startsAt ?? 0)) continue;\n' : ''}      const next = group.update({
        m: new Slots(this, name),
        weight: this.tensors[name],
        gradient: ${clips ? 'clipped[name]' : 'gradients[name]'},
        learningRate: group.learningRate(step),
        weightDecay: group.weightDecay?.(step) ?? 0,
        step,
      });
      this.tensors[name] = tf.keep(${unitRows.length > 0 ? 'UNIT_ROWS.includes(name) ? l2Normalize(next) : next' : 'next'});
    }
  }
${movesBefore || movesAfter ? follow : ''}}

/** The node whose loss each optimiser minimises. */
const OPTIMISERS = { ${optimisers.map(({ id, loss }) => `${/^[A-Za-z_]\w*$/.test(id) ? id : textCode(id)}: ${textCode(loss)}`).join(', ')} };
${unitRows.length > 0 ? `\n/** Weights whose rows have length 1 after every update. */\nconst UNIT_ROWS = [${unitRows.map(textCode).join(', ')}];\n` : ''}
/** What an optimiser keeps of one weight. */
class Slots extends Module {
  get(name) {
    return this.net.tensors[slotOf(this.name, name)];
  }

  set(name, value) {
    this.net.tensors[slotOf(this.name, name)] = tf.keep(value);
  }
}

/** \`optimiser.firstMoment/encoder.stage1.kernel\`. */
const slotOf = (weight, slot) => \`\${GROUPS[WEIGHTS[weight].group].optimiser}.\${slot}/\${weight}\`;
${clips ? CLIP : ''}
/**
 * Trains on images (N×H×W×C bytes) and gives the loss of every step. \`fields\` may hold labels and indices of the images.
 */
export async function train(net, { images, shape, fields = {} }, { seed = 0, steps = STEPS, onStep = () => {} } = {}) {
  const random = randomNumbers(seed + 1);
  const [height, width, channels] = shape;
  const count = images.length / (height * width * channels);
  const history = [];
  let order = [];
  for (let step = 0; step < steps; step++) {
    if (order.length < BATCH_SIZE) order = [...permutation(random, count)];
    const chosen = order.splice(0, BATCH_SIZE);
    const size = height * width * channels;
    const pixels = new Float32Array(BATCH_SIZE * size);
    chosen.forEach((image, i) =>
      images.subarray(image * size, (image + 1) * size).forEach((byte, p) => (pixels[i * size + p] = byte / 255)),
    );
    const batch = { images: tf.tensor(pixels, [BATCH_SIZE, ...shape]) };
    for (const [name, values] of Object.entries(fields))
      batch[name] = tf.tensor1d(chosen.map((image) => values[image]), 'int32');
    const draws = draw(random);
    const { losses: found, gradients } = net.step(batch, draws, step);
    history.push(Object.fromEntries(Object.entries(found).map(([name, loss]) => [name, loss.dataSync()[0]])));
    tf.dispose([batch, draws, found, gradients]);
    await onStep(step, history.at(-1));
  }
  return history;
}`;
}

const CLIP = `
/** Gradients of which none, or not all as one vector, is longer than the bound: g · min(1, c / (‖g‖ + 10⁻⁶)). */
function clip(gradients, step) {
  const factor = (square, norm) => tf.div(norm, square.sqrt().add(1e-6)).minimum(1);
  const clipped = { ...gradients };
  for (const optimiser of Object.keys(OPTIMISERS)) {
    const names = Object.keys(gradients).filter((name) => GROUPS[WEIGHTS[name].group].optimiser === optimiser);
    const { clip: bound } = GROUPS[WEIGHTS[names[0]].group];
    if (!bound) continue;
    const square = (name) => gradients[name].square().sum();
    const moving = names.filter((name) => step >= (GROUPS[WEIGHTS[name].group].startsAt ?? 0));
    const all = moving.map(square).reduce((sum, one) => sum.add(one), tf.scalar(0));
    for (const name of names)
      clipped[name] = gradients[name].mul(factor(bound.of === 'all' ? all : square(name), bound.norm));
  }
  return clipped;
}
`;

/** Random numbers, and weights in files. */
export const STORAGE_CODE = `/** Numbers uniform in [0, 1), always the same for the same seed (Mulberry32). */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Numbers from the standard normal distribution (Box and Muller). */
const normalNumbers = (random, size) =>
  Float32Array.from(
    { length: size },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );

const ARRAYS = { F32: Float32Array, I32: Int32Array, U8: Uint8Array };

/** The tensors of a safetensors file by name: \`{ dtype, shape, data }\`. */
export function readSafetensors(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  const copy = (from, to) => bytes.buffer.slice(bytes.byteOffset + from, bytes.byteOffset + to);
  const { __metadata__: _, ...entries } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)));
  return Object.fromEntries(
    Object.entries(entries).map(([name, { dtype, shape, data_offsets: [begin, end] }]) => {
      if (!ARRAYS[dtype] || start + end > bytes.length) throw new Error(\`“\${name}” cannot be read\`);
      return [name, { dtype, shape, data: new ARRAYS[dtype](copy(start + begin, start + end)) }];
    }),
  );
}

/** A safetensors file of float32 tensors, such as \`net.tensors\`. */
export function writeSafetensors(tensors) {
  const header = {};
  const parts = [];
  let end = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    const data = tensor.dataSync();
    header[name] = { dtype: 'F32', shape: tensor.shape, data_offsets: [end, (end += data.byteLength)] };
    parts.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  const text = JSON.stringify(header);
  const json = new TextEncoder().encode(text.padEnd(text.length + 8));
  const length = json.length - (json.length % 8);
  const file = new Uint8Array(8 + length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(json.subarray(0, length), 8);
  let at = 8 + length;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}`;
