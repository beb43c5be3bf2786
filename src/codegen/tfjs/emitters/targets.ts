import type { Emitter, ModulePart } from '../emission.ts';
import { call, literal } from '../javascript.ts';
import { centre as Centre, sinkhorn as balance } from '../library/memory.ts';
import { linear } from '../library/schedules.ts';
import { stopGradient } from '../library/tensors.ts';

export const softmax: Emitter = {
  forward(context) {
    const { text } = context.input('logits');
    const { temperature: t } = context.params as { temperature: number };
    return { distribution: { text: `tf.softmax(${t === 1 ? text : `${text}.div(${literal(t)})`})` } };
  },
};

interface CenterSharpen {
  readonly temperature: number;
  readonly momentum: number;
  readonly center: boolean;
  readonly warmupTemperature: number;
  readonly warmupSteps: number;
}

export const centerSharpen: Emitter = {
  module(context): ModulePart {
    const { momentum } = context.params as unknown as CenterSharpen;
    const size = context.input('logits').shape[1]!;
    return {
      text: `new ${context.use(Centre)}(${size}, ${literal(momentum)})`,
      slots: new Map([['center', 'value']]),
    };
  },
  hasModule: (params) => params['center'] === true,
  forward(context) {
    const params = context.params as unknown as CenterSharpen;
    const x = context.input('logits');
    if (params.center) context.atEnd(`${context.module}.update(${x.text});`);
    const fixed = `${context.use(stopGradient)}(${x.text})`;
    const centred = params.center ? `${fixed}.sub(${context.module}.value)` : fixed;
    const temperature =
      params.warmupSteps === 0
        ? literal(params.temperature)
        : call(context.use(linear), [
            context.step(),
            ...[params.warmupSteps, params.warmupTemperature, params.temperature].map(literal),
          ]);
    return { distribution: { text: `tf.softmax(${centred}.div(${temperature}))` } };
  },
};

export const sinkhorn: Emitter = {
  forward(context) {
    const { epsilon, iterations, queueFrom } = context.params as {
      epsilon: number;
      iterations: number;
      queueFrom: number;
    };
    const [scores, queue] = [context.input('scores'), context.optional('queue')];
    const name = context.use(balance);
    const code = (view: string, rows: string | undefined) => {
      const counts =
        rows !== undefined && queueFrom > 0 ? `${context.step()} >= ${queueFrom} ? ${rows} : null` : rows;
      return call(name, [
        view,
        literal(epsilon),
        literal(iterations),
        ...(counts === undefined ? [] : [counts]),
      ]);
    };
    if (scores.views === 1) return { assignments: { text: code(scores.text, queue?.text) } };
    const of = `tf.split(${scores.text}, ${scores.views})`;
    if (queue && queue.views === scores.views) {
      const rows = context.variable('queues');
      context.write(`const ${rows} = tf.split(${queue.text}, ${queue.views});`);
      return {
        assignments: { text: `tf.concat(${of}.map((view, i) => ${code('view', `${rows}[i]`)}))` },
      };
    }
    return { assignments: { text: `tf.concat(${of}.map((view) => ${code('view', queue?.text)}))` } };
  },
};
