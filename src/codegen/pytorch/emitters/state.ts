import type { Emitter, ModulePart } from '../emission.ts';
import { call } from '../literal.ts';
import { memoryBank as MemoryBank, queue as Queue, shuffle, unshuffle } from '../library/memory.ts';

export const queue: Emitter = {
  module(context): ModulePart {
    const { size, start } = context.params as { size: number; start: 'noise' | 'zeros' };
    const width = context.input('rows').shape[1]!;
    const text = call(context.use(Queue), [String(size), String(width)], {
      noise: start === 'noise' ? undefined : false,
    });
    return { text, slots: new Map([['contents', { key: 'rows', layout: 'same' }]]) };
  },
  forward(context) {
    const rows = context.gathered(context.input('rows'));
    context.atEnd(`${context.module}.enqueue(${rows.text})`);
    return { rows: { text: `${context.module}.rows`, place: 'global', bare: true } };
  },
};

export const memoryBank: Emitter = {
  module(context): ModulePart {
    const { momentum, normalize, start } = context.params as {
      momentum: number;
      normalize: boolean;
      start: 'noise' | 'zeros';
    };
    const width = context.input('embedding').shape[1]!;
    const text = call(context.use(MemoryBank), [context.datasetCount, width, momentum].map(String), {
      unit_length: normalize ? undefined : false,
      noise: start === 'noise' ? undefined : false,
    });
    return { text, slots: new Map([['bank', { key: 'rows', layout: 'same' }]]) };
  },
  forward(context) {
    const embedding = context.gathered(context.input('embedding'));
    const index = context.gathered(context.input('index'));
    context.atEnd(`${context.module}.update(${embedding.text}, ${index.text})`);
    return {
      rows: { text: `${context.module}.rows`, place: 'global', bare: true },
      own: { text: `${context.module}.rows[${index.text}]`, place: 'global' },
    };
  },
};

export const batchShuffle: Emitter = {
  forward(context) {
    const images = context.input('images');
    const [shuffled, order] = [context.variable('shuffled'), context.variable('order')];
    const views = images.views === 1 ? '' : `, ${images.views}`;
    context.write(`${shuffled}, ${order} = ${context.use(shuffle)}(${images.text}${views})`);
    return {
      images: { text: shuffled, place: 'local', bare: true },
      // the order of the rows of all processes, known to each
      order: { text: order, place: 'global', bare: true },
    };
  },
};

export const batchUnshuffle: Emitter = {
  forward(context) {
    const x = context.input('embedding');
    const order = context.input('order');
    const views = x.views === 1 ? '' : `, ${x.views}`;
    if (x.place === 'global')
      return { embedding: { text: `${x.text}[${order.text}.argsort()]`, place: 'global' } };
    return {
      embedding: { text: `${context.use(unshuffle)}(${x.text}, ${order.text}${views})`, place: 'local' },
    };
  },
};
