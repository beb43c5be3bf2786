import type { EmitContext, Emitter, Value } from '../emission.ts';
import { call } from '../literal.ts';
import * as library from '../library/losses.ts';
import type { Snippet } from '../../snippet.ts';

/** Views of a signal as a Python sequence, or the one there is. */
export function views(value: Value): string {
  return value.views === 1 ? `(${value.text},)` : `${value.text}.chunk(${value.views})`;
}

/** Views of the lanes a and b, of which there are at least two. */
function lanes(context: EmitContext): { readonly text: string; readonly all: readonly string[] } {
  const given = [context.input('a'), context.optional('b')].filter((lane) => lane !== undefined);
  const values = given.map((lane) => context.gathered(lane));
  const count = values.reduce((sum, lane) => sum + lane.views, 0);
  const [first] = values;
  if (values.length === 1) {
    return { text: `${first!.text}.chunk(${count})`, all: chunked(context, first!) };
  }
  const all = values.flatMap((lane) => (lane.views === 1 ? [lane.text] : chunked(context, lane)));
  return { text: `(${all.join(', ')})`, all };
}

/** A name for each view of a signal. */
function chunked(context: EmitContext, value: Value): string[] {
  const names = Array.from({ length: value.views }, (_, i) => context.variable(`view_${i + 1}`));
  context.write(`${names.join(', ')} = ${value.text}.chunk(${value.views})`);
  return names;
}

/** A loss of every two views: one call, or the mean of several. */
function pairLoss(snippet: Snippet, extra: (params: EmitContext['params']) => readonly string[]): Emitter {
  return {
    forward(context) {
      const name = context.use(snippet);
      const { all } = lanes(context);
      const rest = extra(context.params);
      const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b]));
      const calls = pairs.map((pair) => `${name}(${[...pair, ...rest].join(', ')})`);
      const text = calls.length === 1 ? calls[0]! : `${context.use(library.meanOf)}([${calls.join(', ')}])`;
      return { loss: { text, place: 'global' } };
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
  const of =
    pairing === 'same'
      ? 'zip'
      : context.use(pairing === 'cross' ? library.differentViews : library.everyPair);
  const names = ['x', 'y'] as const;
  const pairs = `${of}(${views(first)}, ${views(second)})`;
  return `${context.use(library.meanOf)}(${loss(...names)} for ${names.join(', ')} in ${pairs})`;
}

/** Both sides' rows: each process its own where all have them, which the mean over processes allows. */
function sides(
  context: EmitContext,
  ...ports: readonly string[]
): { values: Value[]; place: Value['place'] } {
  const values = ports.map((port) => context.input(port));
  if (values.every(({ place }) => place === 'local')) return { values, place: 'local' };
  return { values: values.map((value) => context.gathered(value)), place: 'global' };
}

function predictionLoss(snippet: Snippet): Emitter {
  return {
    forward(context) {
      const { values, place } = sides(context, 'prediction', 'target');
      const name = context.use(snippet);
      const text = acrossViews(context, values[0]!, values[1]!, (x, y) => `${name}(${x}, ${y})`);
      return { loss: { text, place } };
    },
  };
}

function elementWise(
  port: string,
  loss: (params: EmitContext['params'], x: string, t: string) => string,
): Emitter {
  return {
    forward(context) {
      const { values, place } = sides(context, port, 'target');
      const [x, target] = values as [Value, Value];
      const whole = context.params['pairs'] === 'same' && x.views === target.views;
      const each = (a: string, b: string) => loss(context.params, a, b);
      return {
        loss: { text: whole ? each(x.text, target.text) : acrossViews(context, x, target, each), place },
      };
    },
  };
}

const temperature = (params: EmitContext['params']) => [`temperature=${String(params['temperature'])}`];

export const ntXent = pairLoss(library.ntXent, temperature);
export const decoupledContrastive = pairLoss(library.decoupledContrastive, temperature);
export const alignment = pairLoss(library.alignment, (params) => [`alpha=${String(params['alpha'])}`]);
export const barlowTwins = pairLoss(library.barlowTwins, (params) => [
  `weight=${String(params['lambda'])}`,
  `agreement=${String(params['agreement'])}`,
  `scale=${String(params['scale'])}`,
  `eps=${String(params['epsilon'])}`,
]);

export const vicreg: Emitter = {
  forward(context) {
    const { invariance, variance, covariance, form, epsilon } = context.params as {
      invariance: number;
      variance: number;
      covariance: number;
      form: 'official' | 'paper';
      epsilon: number;
    };
    const { all } = lanes(context);
    const text = call(context.use(library.vicreg), [`[${all.join(', ')}]`], {
      invariance,
      variance: variance * (form === 'paper' ? 2 : 1),
      covariance: 2 * covariance,
      eps: epsilon,
    });
    return { loss: { text, place: 'global' } };
  },
};

export const uniformity: Emitter = {
  forward(context) {
    const x = context.gathered(context.input('embedding'));
    const name = context.use(library.uniformity);
    const { t } = context.params;
    const text =
      x.views === 1
        ? `${name}(${x.text}, t=${String(t)})`
        : `${context.use(library.meanOf)}(${name}(view, t=${String(t)}) for view in ${views(x)})`;
    return { loss: { text, place: 'global' } };
  },
};

export const infoNCE: Emitter = {
  forward(context) {
    const {
      temperature: t,
      normalize,
      scaleByTemperature,
    } = context.params as {
      temperature: number;
      normalize: boolean;
      scaleByTemperature: boolean;
    };
    const negatives = context.optional('negatives');
    const unit = (value: Value): Value =>
      normalize ? { ...value, text: `F.normalize(${value.text}, dim=1)` } : value;
    let [query, key] = [context.input('query'), context.input('key')];
    const local = negatives && query.place === 'local' && key.place === 'local';
    if (!local) [query, key] = [context.gathered(query), context.gathered(key)];
    const several = query.views > 1 || key.views > 1;
    const named = (value: Value, wanted: string): Value => {
      const one = unit(value);
      if (!several || one === value) return one;
      const name = context.variable(wanted);
      context.write(`${name} = ${one.text}`);
      return { ...one, text: name };
    };
    const [q, k] = [named(query, 'query'), named(key, 'key')];
    let others = negatives && unit(context.gathered(negatives)).text;
    if (others && several && negatives) {
      const name = context.variable('negatives');
      context.write(`${name} = ${others}`);
      others = name;
    }
    const name = context.use(others ? library.infoNCEWithNegatives : library.infoNCE);
    const loss = acrossViews(context, q, k, (x, y) =>
      call(name, [x, y, ...(others ? [others] : [])], { temperature: t }),
    );
    const text = scaleByTemperature ? `${2 * t} * ${loss}` : loss;
    return { loss: { text, place: local ? 'local' : 'global' } };
  },
};

export const negativeCosine = predictionLoss(library.negativeCosine);
export const normalizedMse = predictionLoss(library.normalizedMse);

export const softCrossEntropy: Emitter = {
  forward(context) {
    const { values, place } = sides(context, 'targets', 'logits');
    const name = context.use(library.softCrossEntropy);
    const t = context.params['temperature'] as number;
    const text = acrossViews(context, values[0]!, values[1]!, (x, y) =>
      call(name, [x, y], { temperature: t }),
    );
    return { loss: { text, place } };
  },
};

export const crossViewCrossEntropy: Emitter = {
  forward(context) {
    const { values, place } = sides(context, 'targets', 'logits');
    const { temperature: t, skipSameView } = context.params as { temperature: number; skipSameView: boolean };
    const text = call(context.use(library.crossViewCrossEntropy), values.map(views), {
      temperature: t,
      skip_same: skipSameView ? undefined : false,
    });
    return { loss: { text, place } };
  },
};

export const crossEntropy: Emitter = {
  forward(context) {
    const { temperature: t, labelSmoothing } = context.params as {
      temperature: number;
      labelSmoothing: number;
    };
    // the number of labelled rows is that of the whole batch
    const [logits, labels] = [context.input('logits'), context.input('labels')].map((one) =>
      context.gathered(one),
    );
    const text = call(context.use(library.crossEntropy), [logits!.text, labels!.text], {
      temperature: t === 1 ? undefined : t,
      smoothing: labelSmoothing === 0 ? undefined : labelSmoothing,
    });
    return { loss: { text, place: 'global' } };
  },
};

export const mse = elementWise('prediction', (_, x, t) => `F.mse_loss(${x}, ${t})`);
export const l1 = elementWise('prediction', (_, x, t) => `F.l1_loss(${x}, ${t})`);
export const smoothL1 = elementWise(
  'prediction',
  (params, x, t) => `F.smooth_l1_loss(${x}, ${t}, beta=${String(params['beta'])})`,
);
export const binaryCrossEntropy = elementWise(
  'logits',
  (_, x, t) => `F.binary_cross_entropy_with_logits(${x}, ${t})`,
);

export const weightedSum: Emitter = {
  forward(context) {
    const { weights } = context.params as { weights: readonly number[] };
    const losses = context.all('losses');
    const terms = losses
      .map((loss, i) => [loss.text, weights[i] ?? 1] as const)
      .filter(([, weight]) => weight !== 0)
      .map(([text, weight]) => (weight === 1 ? text : `${weight} * ${text}`));
    const place = losses.some((loss) => loss.place === 'local') ? 'local' : 'global';
    return { loss: { text: terms.join(' + ') || 'torch.zeros(())', place } };
  },
};
