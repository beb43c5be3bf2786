import type { EmitContext, Emitter, ModulePart, Value } from '../emission.ts';
import { call, literal } from '../literal.ts';
import { batchNorm as BatchNorm } from '../library/layers.ts';
import { keepMask } from '../library/encoders.ts';
import { callModule, prepareSplits } from './call-module.ts';
import { normSlots } from './dense-stack.ts';
import { printed } from './printed.ts';

/** `text` of the input, element by element. */
const elementWise = (write: (x: string, params: EmitContext['params']) => string): Emitter => ({
  forward(context) {
    const x = context.input('input');
    return { output: { text: write(x.text, context.params), place: x.place } };
  },
});

/** Operands in one place, the views of single ones repeated. */
function matched(
  context: EmitContext,
  values: readonly Value[],
): { texts: string[]; place: Value['place'] } | null {
  const most = values.reduce((a, b) => (b.views > a.views ? b : a));
  const rank = Math.max(...values.map(({ shape }) => shape.length));
  const rows = most.shape[0]! / most.views;
  const hasRows = ({ shape }: Value) => shape.length === rank && shape[0]! % rows === 0 && shape[0] !== 1;
  // channels stand elsewhere in maps: broadcasting would meet other axes
  if (rank === 4 && values.some(({ shape }) => shape.length !== 4)) return null;
  const local = values.every((value) => value.place === 'local' || !hasRows(value));
  const placed = values.map((value) => (local || !hasRows(value) ? value : context.gathered(value)));
  const texts = placed.map((value) => {
    if (value.views === most.views || !hasRows(value)) return value.text;
    return `${value.text}.repeat(${[most.views, ...value.shape.slice(1).map(() => 1)].join(', ')})`;
  });
  return { texts, place: local && values.some(({ place }) => place === 'local') ? 'local' : 'global' };
}

const operator = (sign: string): Emitter => ({
  forward(context) {
    const operands = matched(context, [context.input('a'), context.input('b')]);
    if (!operands) return printed.forward(context);
    return { output: { text: operands.texts.join(` ${sign} `), place: operands.place } };
  },
});

export const add = operator('+');
export const subtract = operator('-');
export const multiply = operator('*');
export const scale = elementWise((x, params) => `${x} * ${literal(params['factor'] as number)}`);
export const relu = elementWise((x) => `F.relu(${x})`);
export const gelu = elementWise(
  (x, params) => `F.gelu(${x}${params['form'] === 'tanh' ? ', approximate="tanh"' : ''})`,
);
export const stopGradient = elementWise((x) => `${x}.detach()`);
export const l2Normalize = elementWise((x, params) => {
  const epsilon = params['epsilon'] as number;
  return `F.normalize(${x}, dim=-1${epsilon === 1e-12 ? '' : `, eps=${epsilon}`})`;
});
export const softmax = elementWise((x, params) => `F.softmax(${divided(x, params)}, dim=-1)`);
export const logSoftmax = elementWise((x, params) => `F.log_softmax(${divided(x, params)}, dim=-1)`);

function divided(x: string, params: EmitContext['params']): string {
  return params['temperature'] === 1 ? x : `${x} / ${String(params['temperature'])}`;
}

export const concatViews: Emitter = {
  forward(context) {
    const sets = context.all('views');
    const local = sets.every(({ place }) => place === 'local');
    const texts = sets.map((set) => (local ? set : context.gathered(set)).text);
    const text = texts.length === 1 ? texts[0]! : `torch.cat([${texts.join(', ')}])`;
    return { views: { text, place: local ? 'local' : 'global', bare: texts.length === 1 } };
  },
};

export const selectView: Emitter = {
  forward(context) {
    const set = context.input('views');
    const { view, count } = context.params as { view: number; count: number };
    const chunks = `${set.text}.chunk(${set.views})`;
    let text = `${chunks}[${view - 1}]`;
    if (set.views === count) text = set.text;
    else if (count > 1) text = `torch.cat(${chunks}[${view - 1}:${view - 1 + count}])`;
    return { view: { text, place: set.place, bare: set.views === count } };
  },
};

export const concat: Emitter = {
  forward(context) {
    const parts = context.all('parts');
    if (context.params['along'] === 'rows') {
      const texts = parts.map((part) => context.gathered(part).text);
      return { output: { text: `torch.cat([${texts.join(', ')}])`, place: 'global' } };
    }
    const { texts, place } = matched(context, parts)!;
    return { output: { text: `torch.cat([${texts.join(', ')}], dim=-1)`, place } };
  },
};

export const reshape: Emitter = {
  forward(context) {
    const x = context.input('input');
    const { shape } = context.output('output');
    const flat = x.shape.length === 4 ? `${x.text}.permute(0, 2, 3, 1)` : x.text;
    const text = `${flat}.reshape(len(${x.text}), ${shape.slice(1).join(', ')})`;
    const isMap = shape.length === 4;
    return { output: { text: isMap ? `${text}.permute(0, 3, 1, 2)` : text, place: x.place } };
  },
};

export const transpose: Emitter = {
  forward(context) {
    const x = context.input('input');
    if (context.params['of'] === 'tokens')
      return { output: { text: `${x.text}.transpose(1, 2)`, place: x.place } };
    return { output: { text: `${context.gathered(x).text}.T`, place: 'global' } };
  },
};

export const mean: Emitter = {
  forward(context) {
    const x = context.input('input');
    const isMap = x.shape.length === 4;
    switch (context.params['over']) {
      case 'positions':
        return { output: { text: `${x.text}.mean(dim=${isMap ? '(2, 3)' : '1'})`, place: x.place } };
      case 'features':
        return { output: { text: `${x.text}.mean(dim=${isMap ? 1 : -1}, keepdim=True)`, place: x.place } };
      case 'views': {
        if (x.views === 1) return { output: { text: x.text, place: x.place, bare: true } };
        return { output: { text: `torch.stack(${x.text}.chunk(${x.views})).mean(dim=0)`, place: x.place } };
      }
      case 'batch':
        return { output: { text: `${context.gathered(x).text}.mean(dim=0, keepdim=True)`, place: 'global' } };
      default:
        return { output: { text: `${context.gathered(x).text}.mean()`, place: 'global' } };
    }
  },
};

export const dropout: Emitter = {
  forward(context) {
    const x = context.input('input');
    const rate = context.params['rate'] as number;
    if (rate === 0) return { output: { text: x.text, place: x.place, bare: true } };
    const mask = `${context.use(keepMask)}(${x.text}, list(${x.text}.shape), ${1 - rate})`;
    return { output: { text: `${x.text} * ${mask} / ${1 - rate}`, place: x.place } };
  },
};

export const batchNorm: Emitter = {
  module(context): ModulePart {
    const { shape } = context.input('input');
    const affine = context.params['affine'] === true ? '' : ', affine=False';
    const slots = new Map(normSlots('norm', ''));
    return { text: `${context.use(BatchNorm)}(${shape.at(-1)}${affine})`, slots };
  },
  prepare: prepareSplits,
  forward(context) {
    const x = context.input('input');
    if (x.shape.length !== 3) return { output: { text: callModule(context, x, true), place: x.place } };
    const turned = callModule(context, { ...x, text: `${x.text}.transpose(1, 2)` }, true);
    return { output: { text: `${turned}.transpose(1, 2)`, place: x.place } };
  },
};

export const layerNorm: Emitter = {
  module(context): ModulePart {
    const { affine, epsilon } = context.params as { affine: boolean; epsilon: number };
    const text = call('nn.LayerNorm', [String(context.input('input').shape.at(-1))], {
      eps: epsilon === 1e-5 ? undefined : epsilon,
      elementwise_affine: affine ? undefined : false,
    });
    return { text, slots: new Map(normSlots('norm', '')) };
  },
  forward(context) {
    const x = context.input('input');
    return { output: { text: `${context.module}(${x.text})`, place: x.place } };
  },
};
export const matMul = printed;
export const expression = printed;
export const fixedTransform = printed;
