import type { Emitter, ModulePart } from '../emission.ts';
import { call } from '../literal.ts';
import { centre as Centre, sinkhorn as balance } from '../library/targets.ts';
import { ownRows } from '../library/distributed.ts';
import { linear } from '../library/schedules.ts';

export const softmax: Emitter = {
  forward(context) {
    const x = context.input('logits');
    const { temperature: t } = context.params as { temperature: number };
    const logits = t === 1 ? x.text : `${x.text} / ${t}`;
    return { distribution: { text: `F.softmax(${logits}, dim=1)`, place: x.place } };
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
      text: `${context.use(Centre)}(${size}, momentum=${momentum})`,
      slots: new Map([['center', { key: 'value', layout: 'same' }]]),
    };
  },
  hasModule: (params) => params['center'] === true,
  forward(context) {
    const params = context.params as unknown as CenterSharpen;
    const x = context.input('logits');
    if (params.center) context.atEnd(`${context.module}.update(${x.text}.detach())`);
    const centred = params.center ? `(${x.text}.detach() - ${context.module}.value)` : `${x.text}.detach()`;
    const temperature =
      params.warmupSteps === 0
        ? String(params.temperature)
        : call(context.use(linear), [
            context.step(),
            ...[params.warmupSteps, params.warmupTemperature, params.temperature].map(String),
          ]);
    return { distribution: { text: `F.softmax(${centred} / ${temperature}, dim=1)`, place: x.place } };
  },
};

export const sinkhorn: Emitter = {
  forward(context) {
    const { epsilon, iterations, queueFrom } = context.params as {
      epsilon: number;
      iterations: number;
      queueFrom: number;
    };
    const scores = context.input('scores');
    const all = context.gathered(scores);
    const queue = context.optional('queue');
    const queued = queue && context.gathered(queue);
    const name = context.use(balance);
    const code = (view: string, rows: string | undefined) => {
      const counts =
        rows !== undefined && queueFrom > 0 ? `${rows} if ${context.step()} >= ${queueFrom} else None` : rows;
      const args = [view, `epsilon=${epsilon}`, `iterations=${iterations}`];
      return `${name}(${[...args, ...(counts === undefined ? [] : [`queue=${counts}`])].join(', ')})`;
    };
    const own = (text: string): string =>
      scores.place === 'local' ? `${context.use(ownRows)}(${text}, ${scores.views})` : text;
    let text: string;
    if (all.views === 1) text = code(all.text, queued?.text);
    else if (queued && queued.views === all.views) {
      const pairs = `zip(${all.text}.chunk(${all.views}), ${queued.text}.chunk(${queued.views}))`;
      text = `torch.cat([${code('view', 'rows')} for view, rows in ${pairs}])`;
    } else text = `torch.cat([${code('view', queued?.text)} for view in ${all.text}.chunk(${all.views})])`;
    return { assignments: { text: own(text), place: scores.place } };
  },
};
