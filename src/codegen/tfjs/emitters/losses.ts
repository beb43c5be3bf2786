import type { EmitContext, Emitter, Value } from '../emission.ts';
import { call, literal } from '../javascript.ts';
import * as library from '../library/losses.ts';
import { l2Normalize } from '../library/tensors.ts';
import type { Snippet } from '../../snippet.ts';

/** Views of a signal as an array. */
export function views(value: Value): string {
  return value.views === 1 ? `[${value.text}]` : `tf.split(${value.text}, ${value.views})`;
}

/** A name for each view of the lanes a and b, of which there are at least two. */
function lanes(context: EmitContext): readonly string[] {
  const given = [context.input('a'), context.optional('b')].filter((lane) => lane !== undefined);
  return given.flatMap((lane) => {
    if (lane.views === 1) return [lane.text];
    const names = Array.from({ length: lane.views }, (_, i) => context.variable(`view${i + 1}`));
    context.write(`const [${names.join(', ')}] = ${views(lane)};`);
    return names;
  });
}

/** A loss of every two views: one call, or the mean of several. */
function pairLoss(snippet: Snippet, extra: (params: EmitContext['params']) => string): Emitter {
  return {
    forward(context) {
      const name = context.use(snippet);
      const all = lanes(context);
      const rest = extra(context.params);
      const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b]));
      const calls = pairs.map((pair) => `${name}(${[...pair, rest].join(', ')})`);
      const text = calls.length === 1 ? calls[0]! : `${context.use(library.meanOf)}([${calls.join(', ')}])`;
      return { loss: { text } };
    },
  };
}

/** Views of two sets that meet, and the mean of a loss over them. */
function acrossViews(
  context: EmitContext,
  first: Value,
  second: Value,
  loss: (x: string, y: string) => string,
): string {
  if (first.views === 1 && second.views === 1) return loss(first.text, second.text);
  const pairing = context.params['pairs'] as 'cross' | 'same' | 'all';
  const pairs = { cross: library.differentViews, same: library.sameViews, all: library.everyPair }[pairing];
  const of = `${context.use(pairs)}(${views(first)}, ${views(second)})`;
  return `${context.use(library.meanOf)}(${of}.map(([x, y]) => ${loss('x', 'y')}))`;
}

function predictionLoss(snippet: Snippet): Emitter {
  return {
    forward(context) {
      const name = context.use(snippet);
      const [prediction, target] = [context.input('prediction'), context.input('target')];
      return { loss: { text: acrossViews(context, prediction, target, (x, y) => `${name}(${x}, ${y})`) } };
    },
  };
}

function elementWise(port: string, snippet: Snippet, extra: readonly string[] = []): Emitter {
  return {
    forward(context) {
      const [x, target] = [context.input(port), context.input('target')];
      const rest = extra.map((param) => literal(context.params[param] as number));
      const each = (a: string, b: string) => `${context.use(snippet)}(${[a, b, ...rest].join(', ')})`;
      const whole = context.params['pairs'] === 'same' && x.views === target.views;
      return { loss: { text: whole ? each(x.text, target.text) : acrossViews(context, x, target, each) } };
    },
  };
}

const number = (name: string) => (params: EmitContext['params']) => literal(params[name] as number);

export const ntXent = pairLoss(library.ntXent, number('temperature'));
export const decoupledContrastive = pairLoss(library.decoupledContrastive, number('temperature'));
export const alignment = pairLoss(library.alignment, number('alpha'));
export const barlowTwins = pairLoss(library.barlowTwins, (params) => {
  const { lambda, agreement, scale, epsilon } = params as Record<string, number>;
  return literal({ weight: lambda, agreement, scale, epsilon });
});

export const vicreg: Emitter = {
  forward(context) {
    const { invariance, variance, covariance, form, epsilon } = context.params as {
      invariance: number;
      variance: number;
      covariance: number;
      form: 'official' | 'paper';
      epsilon: number;
    };
    const text = call(context.use(library.vicreg), [`[${lanes(context).join(', ')}]`], {
      invariance,
      variance: variance * (form === 'paper' ? 2 : 1),
      covariance: 2 * covariance,
      epsilon,
    });
    return { loss: { text } };
  },
};

export const uniformity: Emitter = {
  forward(context) {
    const x = context.input('embedding');
    const of = (view: string) =>
      `${context.use(library.uniformity)}(${view}, ${String(context.params['t'])})`;
    const text =
      x.views === 1 ? of(x.text) : `${context.use(library.meanOf)}(${views(x)}.map((view) => ${of('view')}))`;
    return { loss: { text } };
  },
};

export const infoNCE: Emitter = {
  forward(context) {
    const {
      temperature: t,
      normalize,
      scaleByTemperature,
    } = context.params as { temperature: number; normalize: boolean; scaleByTemperature: boolean };
    const unit = (value: Value): Value =>
      normalize ? { ...value, text: `${context.use(l2Normalize)}(${value.text})` } : value;
    const [query, key, negatives] = [
      unit(context.input('query')),
      unit(context.input('key')),
      context.optional('negatives'),
    ];
    let others = negatives && unit(negatives).text;
    if (others !== undefined && normalize && query.views * key.views > 1) {
      const name = context.variable('negatives');
      context.write(`const ${name} = ${others};`);
      others = name;
    }
    const name = context.use(others === undefined ? library.infoNCE : library.infoNCEWithNegatives);
    const text = acrossViews(context, query, key, (x, y) =>
      call(name, [x, y, ...(others === undefined ? [] : [others]), literal(t)]),
    );
    return { loss: { text: scaleByTemperature ? `${text}.mul(${literal(2 * t)})` : text } };
  },
};

export const negativeCosine = predictionLoss(library.negativeCosine);
export const normalizedMse = predictionLoss(library.normalizedMse);

export const softCrossEntropy: Emitter = {
  forward(context) {
    const name = context.use(library.softCrossEntropy);
    const t = literal(context.params['temperature'] as number);
    const [targets, logits] = [context.input('targets'), context.input('logits')];
    return { loss: { text: acrossViews(context, targets, logits, (x, y) => `${name}(${x}, ${y}, ${t})`) } };
  },
};

export const crossViewCrossEntropy: Emitter = {
  forward(context) {
    const { temperature: t, skipSameView } = context.params as { temperature: number; skipSameView: boolean };
    const sides = [views(context.input('targets')), views(context.input('logits')), literal(t)];
    const text = call(context.use(library.crossViewCrossEntropy), sides, {
      skipSame: skipSameView ? undefined : false,
    });
    return { loss: { text } };
  },
};

export const crossEntropy: Emitter = {
  forward(context) {
    const { temperature, labelSmoothing } = context.params as { temperature: number; labelSmoothing: number };
    const sides = [context.input('logits').text, context.input('labels').text];
    const text = call(context.use(library.crossEntropy), sides, {
      temperature: temperature === 1 ? undefined : temperature,
      smoothing: labelSmoothing === 0 ? undefined : labelSmoothing,
    });
    return { loss: { text } };
  },
};

export const mse = elementWise('prediction', library.meanSquaredError);
export const l1 = elementWise('prediction', library.meanAbsoluteError);
export const smoothL1 = elementWise('prediction', library.smoothL1, ['beta']);
export const binaryCrossEntropy = elementWise('logits', library.binaryCrossEntropy);

export const weightedSum: Emitter = {
  forward(context) {
    const { weights } = context.params as { weights: readonly number[] };
    const terms = context
      .all('losses')
      .map((loss, i) => [loss.text, weights[i] ?? 1] as const)
      .filter(([, weight]) => weight !== 0)
      .map(([text, weight]) => (weight === 1 ? text : `${text}.mul(${literal(weight)})`));
    const [first, ...rest] = terms;
    const text = first === undefined ? 'tf.scalar(0)' : first + rest.map((term) => `.add(${term})`).join('');
    return { loss: { text } };
  },
};
