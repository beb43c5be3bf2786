import type { EmitContext, Emitter, ModulePart, Value } from '../emission.ts';
import { call, literal } from '../javascript.ts';
import { batchNorm as BatchNorm, layerNorm as LayerNorm } from '../library/layers.ts';
import {
  gelu as Gelu,
  l2Normalize as unit,
  random,
  repeatViews,
  stopGradient as stop,
  tanhGelu,
} from '../library/tensors.ts';
import { applyModule, prepareSplits } from './apply-module.ts';
import { normSlots } from './dense-stack.ts';
import { printed } from './printed.ts';

/** `text` of the input, element by element. */
const elementWise = (write: (x: string, context: EmitContext) => string): Emitter => ({
  forward: (context) => ({ output: { text: write(context.input('input').text, context) } }),
});

/** Operands of as many views, those of single ones repeated. */
function matched(context: EmitContext, values: readonly Value[]): string[] {
  const most = values.reduce((a, b) => (b.views > a.views ? b : a));
  const rank = Math.max(...values.map(({ shape }) => shape.length));
  const rows = most.shape[0]! / most.views;
  return values.map(({ text, views, shape }) => {
    const hasRows = shape.length === rank && shape[0]! % rows === 0 && shape[0] !== 1;
    return views === most.views || !hasRows ? text : `${context.use(repeatViews)}(${text}, ${most.views})`;
  });
}

const operator = (method: string): Emitter => ({
  forward(context) {
    const [a, b] = matched(context, [context.input('a'), context.input('b')]);
    return { output: { text: `${a}.${method}(${b})` } };
  },
});

const divided = (x: string, { params }: EmitContext): string =>
  params['temperature'] === 1 ? x : `${x}.div(${literal(params['temperature'] as number)})`;

export const add = operator('add');
export const subtract = operator('sub');
export const multiply = operator('mul');
export const scale = elementWise((x, { params }) => `${x}.mul(${literal(params['factor'] as number)})`);
export const relu = elementWise((x) => `${x}.relu()`);
export const gelu = elementWise(
  (x, context) => `${context.use(context.params['form'] === 'tanh' ? tanhGelu : Gelu)}(${x})`,
);
export const stopGradient = elementWise((x, context) => `${context.use(stop)}(${x})`);
export const l2Normalize = elementWise((x, context) => {
  const epsilon = context.params['epsilon'] as number;
  return `${context.use(unit)}(${x}${epsilon === 1e-12 ? '' : `, ${epsilon}`})`;
});
export const softmax = elementWise((x, context) => `tf.softmax(${divided(x, context)})`);
export const logSoftmax = elementWise((x, context) => `tf.logSoftmax(${divided(x, context)})`);

export const concatViews: Emitter = {
  forward(context) {
    const texts = context.all('views').map(({ text }) => text);
    const [only] = texts;
    const bare = texts.length === 1;
    return { views: { text: bare ? only! : `tf.concat([${texts.join(', ')}])`, bare } };
  },
};

export const selectView: Emitter = {
  forward(context) {
    const set = context.input('views');
    const { view, count } = context.params as { view: number; count: number };
    if (set.views === count) return { view: { text: set.text, bare: true } };
    const parts = `tf.split(${set.text}, ${set.views})`;
    const text =
      count > 1 ? `tf.concat(${parts}.slice(${view - 1}, ${view - 1 + count}))` : `${parts}[${view - 1}]`;
    return { view: { text } };
  },
};

export const concat: Emitter = {
  forward(context) {
    const parts = context.all('parts');
    if (context.params['along'] === 'rows')
      return { output: { text: `tf.concat([${parts.map(({ text }) => text).join(', ')}])` } };
    return { output: { text: `tf.concat([${matched(context, parts).join(', ')}], -1)` } };
  },
};

export const reshape: Emitter = {
  forward(context) {
    const { shape } = context.output('output');
    return {
      output: { text: `${context.input('input').text}.reshape(${literal([-1, ...shape.slice(1)])})` },
    };
  },
};

export const transpose: Emitter = {
  forward(context) {
    const order = context.params['of'] === 'tokens' ? '[0, 2, 1]' : '';
    return { output: { text: `${context.input('input').text}.transpose(${order})` } };
  },
};

export const mean: Emitter = {
  forward(context) {
    const x = context.input('input');
    switch (context.params['over']) {
      case 'positions':
        return { output: { text: `${x.text}.mean(${x.shape.length === 4 ? '[1, 2]' : '1'})` } };
      case 'features':
        return { output: { text: `${x.text}.mean(-1, true)` } };
      case 'views':
        if (x.views === 1) return { output: { text: x.text, bare: true } };
        return { output: { text: `tf.addN(tf.split(${x.text}, ${x.views})).div(${x.views})` } };
      case 'batch':
        return { output: { text: `${x.text}.mean(0, true)` } };
      default:
        return { output: { text: `${x.text}.mean()` } };
    }
  },
};

export const dropout: Emitter = {
  forward(context) {
    const { text } = context.input('input');
    const rate = context.params['rate'] as number;
    if (rate === 0 || context.evaluating) return { output: { text, bare: true } };
    const mask = `${context.use(random)}.mask(${text}.shape, ${literal(1 - rate)})`;
    return { output: { text: `${text}.mul(${mask}).div(${literal(1 - rate)})` } };
  },
};

export const batchNorm: Emitter = {
  module(context): ModulePart {
    const channels = String(context.input('input').shape.at(-1));
    const affine = context.params['affine'] === true ? undefined : false;
    const text = call(`new ${context.use(BatchNorm)}`, [channels], { affine });
    return { text, slots: new Map(normSlots('norm', '')) };
  },
  prepare: prepareSplits,
  forward: (context) => ({ output: { text: applyModule(context, context.input('input'), true) } }),
};

export const layerNorm: Emitter = {
  module(context): ModulePart {
    const { affine, epsilon } = context.params as { affine: boolean; epsilon: number };
    const text = call(`new ${context.use(LayerNorm)}`, [String(context.input('input').shape.at(-1))], {
      epsilon: epsilon === 1e-5 ? undefined : epsilon,
      affine: affine ? undefined : false,
    });
    return { text, slots: new Map(normSlots('norm', '')) };
  },
  forward: (context) => ({ output: { text: applyModule(context, context.input('input'), false) } }),
};
export const matMul = printed;
export const expression = printed;
export const fixedTransform = printed;
