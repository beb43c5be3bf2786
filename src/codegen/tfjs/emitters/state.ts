import type { Emitter, ModulePart } from '../emission.ts';
import { call, literal } from '../javascript.ts';
import { memoryBank as MemoryBank, queue as Queue, shuffle, unshuffle } from '../library/memory.ts';

export const queue: Emitter = {
  module(context): ModulePart {
    const { size, start } = context.params as { size: number; start: 'noise' | 'zeros' };
    const sizes = [size, context.input('rows').shape[1]!].map(String);
    const text = call(`new ${context.use(Queue)}`, sizes, { noise: start === 'noise' ? undefined : false });
    return { text, slots: new Map([['contents', 'rows']]) };
  },
  forward(context) {
    context.atEnd(`${context.module}.enqueue(${context.input('rows').text});`);
    return { rows: { text: `${context.module}.rows`, bare: true } };
  },
};

export const memoryBank: Emitter = {
  module(context): ModulePart {
    const { momentum, normalize, start } = context.params as {
      momentum: number;
      normalize: boolean;
      start: 'noise' | 'zeros';
    };
    const sizes = [context.datasetCount, context.input('embedding').shape[1]!, momentum].map(literal);
    const text = call(`new ${context.use(MemoryBank)}`, sizes, {
      unitLength: normalize ? undefined : false,
      noise: start === 'noise' ? undefined : false,
    });
    return { text, slots: new Map([['bank', 'rows']]) };
  },
  forward(context) {
    const [embedding, index] = [context.input('embedding'), context.input('index')];
    context.atEnd(`${context.module}.update(${embedding.text}, ${index.text});`);
    return {
      rows: { text: `${context.module}.rows`, bare: true },
      own: { text: `${context.module}.rows.gather(${index.text})` },
    };
  },
};

export const batchShuffle: Emitter = {
  forward(context) {
    const images = context.input('images');
    const [shuffled, order] = [context.variable('shuffled'), context.variable('order')];
    const views = images.views === 1 ? '' : `, ${images.views}`;
    context.write(`const [${shuffled}, ${order}] = ${context.use(shuffle)}(${images.text}${views});`);
    return { images: { text: shuffled, bare: true }, order: { text: order, bare: true } };
  },
};

export const batchUnshuffle: Emitter = {
  forward(context) {
    const [x, order] = [context.input('embedding'), context.input('order')];
    return { embedding: { text: `${context.use(unshuffle)}(${x.text}, ${order.text})` } };
  },
};
