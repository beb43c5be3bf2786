import { defaultDevice, init, jit, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { defined } from '../../../src/base/assert.ts';
import { initialValues } from '../../../src/ir/initial-values.ts';
import type { Program, Weight } from '../../../src/ir/program.ts';
import type { HostTensor } from '../../../workers/protocol.ts';
import { hostFeeds } from '../../../workers/trainer/host-feeds.ts';
import { givenViews } from '../given-views.ts';
import type { MethodName } from '../methods/names.ts';
import { noBatch } from '../no-batch.ts';
import type { OneStep } from '../time-steps.ts';
import type { Arrays } from './layers.ts';
import { jaxMethods, type Given, type JaxMethod } from './methods.ts';

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];
const RATE = 'optimiser.learningRate';

/** What one step hands to the next; `state` is weights that follow others, and states. */
type Training = Record<'weights' | 'first' | 'second' | 'state', Arrays>;

/**
 * A template's whole step in jax-js on its wasm device, compiled by its `jit`: forward, gradient, AdamW, followers, queue or
 * centre. Weights, views and what the host draws are those of the compiled step from the same seed.
 */
export async function jaxMethodStep(name: MethodName, program: Program, seed: number): Promise<OneStep> {
  await init('wasm');
  defaultDevice('wasm');
  const method = jaxMethods[name];
  let training = beginTraining(program, seed);
  const views = [...givenViews(program, seed).views.values()].flatMap((given) =>
    channelsFirst(given, program),
  );
  const step = jit(stepOf(name, method, program));

  let done = 0;
  return async () => {
    const fed = feedsOf(program, seed, done++);
    const [value, next] = step(
      training,
      fed,
      views.map((view) => view.ref),
    );
    training = next;
    const [read = NaN] = (await value.data()) as Float32Array;
    // the step has ended when its weights are there
    await Promise.all(Object.values(next.weights).map((one) => one.blockUntilReady()));
    return read;
  };
}

function stepOf(name: MethodName, method: JaxMethod, program: Program) {
  const trained = program.weights.filter(({ role }) => role === 'trained');
  const followers = program.weights.filter(({ role }) => role === 'ema');
  const [decay, longest] = name === 'dino' ? [0.04, 3] : [0.01, null];

  const moved = (state: Arrays, weights: Arrays, fed: Arrays): Arrays => {
    const next = { ...state };
    for (const { id, copyOf } of followers) {
      const momentum = held(fed, 'ema.momentum');
      const share = np.array(1).sub(momentum.ref);
      next[id] = state[id]!.mul(momentum).add(held(weights, copyOf!).mul(share));
    }
    return next;
  };

  return (training: Training, fed: Arrays, views: np.Array[]): [np.Array, Training] => {
    const state = method.moveFirst ? moved(training.state, training.weights, fed) : training.state;
    const given: Given = { state, fed, views };
    const targets = method.targets?.(given) ?? [];
    const loss = (weights: Arrays): np.Array => {
      const value = method.loss(weights, given, targets);
      tree.dispose(weights);
      return value;
    };
    const [value, gradients] = valueAndGrad(loss)(tree.ref(training.weights)) as [np.Array, Arrays];
    const next: Record<'weights' | 'first' | 'second', Arrays> = { weights: {}, first: {}, second: {} };
    for (const weight of trained) {
      const { id } = weight;
      const gradient = longest === null ? gradients[id]! : clipped(gradients[id]!, longest);
      const m = training.first[id]!.mul(BETA1).add(gradient.ref.mul(1 - BETA1));
      const v = training.second[id]!.mul(BETA2).add(np.square(gradient).mul(1 - BETA2));
      const rate = held(fed, rateOf(weight, fed));
      const kept = weight.decay
        ? training.weights[id]!.ref.mul(np.array(1).sub(rate.ref.mul(decay)))
        : training.weights[id]!.ref;
      const scale = np.sqrt(v.ref.div(held(fed, 'optimiser.biasCorrection2'))).add(EPSILON);
      const direction = m.ref.div(held(fed, 'optimiser.biasCorrection1')).div(scale);
      [next.weights[id], next.first[id], next.second[id]] = [kept.sub(direction.mul(rate)), m, v];
    }
    Object.assign(next.weights, method.after?.(next.weights));
    const states = { ...state, ...method.next?.(given, targets) };
    return [value, { ...next, state: method.moveFirst ? states : moved(states, next.weights, fed) }];
  };
}

function clipped(gradient: np.Array, longest: number): np.Array {
  const length = np.sqrt(np.square(gradient.ref).sum()).add(1e-6);
  return gradient.mul(np.minimum(np.array(longest).div(length), 1));
}

function rateOf({ part }: Weight, fed: Arrays): string {
  return part && `${RATE}.${part}` in fed ? `${RATE}.${part}` : RATE;
}

function held(arrays: Arrays, name: string): np.Array {
  return defined(arrays[name], `there is ${name}`).ref;
}

/** Kernels of convolutions as output × input × height × width. */
function beginTraining(program: Program, seed: number): Training {
  const values = Object.entries(initialValues(program, seed)).map(([id, value]) => {
    const array = arrayOf(value);
    return [id, value.shape.length === 4 ? array.transpose([3, 2, 0, 1]) : array] as const;
  });
  const trained = new Set(program.weights.filter(({ role }) => role === 'trained').map(({ id }) => id));
  const weights = values.filter(([id]) => trained.has(id));
  const zeros = () => Object.fromEntries(weights.map(([id, { shape }]) => [id, np.zeros(shape)]));
  return {
    weights: Object.fromEntries(weights),
    first: zeros(),
    second: zeros(),
    state: Object.fromEntries(
      values.filter(([id]) => !trained.has(id) && !/\.running|^optimiser\./.test(id)),
    ),
  };
}

function channelsFirst(given: HostTensor, { batchSize }: Program): np.Array[] {
  const count = given.shape[0]! / batchSize;
  const all = arrayOf(given).transpose([0, 3, 1, 2]);
  return count === 1 ? [all] : np.split(all, count, 0);
}

function feedsOf({ step: { feeds } }: Program, seed: number, step: number): Arrays {
  const wanted = feeds.filter(({ id, source }) => source.kind === 'schedule' || id === 'shuffle.order');
  const fed = hostFeeds(wanted, { seed, step, batch: noBatch });
  const arrays = Object.fromEntries([...fed].map(([id, value]) => [id, arrayOf(value)]));
  const order = fed.get('shuffle.order');
  if (order) {
    const to = Int32Array.from(order.data);
    const back = new Int32Array(to.length);
    to.forEach((from, at) => (back[from] = at));
    arrays['shuffle.order'] = np.array(to, { dtype: np.int32 });
    arrays['shuffle.back'] = np.array(back, { dtype: np.int32 });
  }
  return arrays;
}

function arrayOf({ shape, data }: HostTensor): np.Array {
  return np.array(Float32Array.from(data)).reshape([...shape]);
}
