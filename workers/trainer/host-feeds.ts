import type { Feed } from '../../src/ir/program.ts';
import { scheduleValue } from '../../src/ir/schedule.ts';
import type { ValueId } from '../../src/ir/value.ts';
import type { HostTensor } from '../protocol.ts';
import { draw } from './samplers/draw.ts';
import type { BatchFields } from './training-data.ts';

/** What the host hands over to a block at `step`: a pure function of seed, step and batch. */
export function hostFeeds(
  feeds: readonly Feed[],
  { seed, step, batch }: { readonly seed: number; readonly step: number; readonly batch: BatchFields },
): Map<ValueId, HostTensor> {
  return new Map(feeds.map((feed) => [feed.id, hostFeed(feed, seed, step, batch)]));
}

function hostFeed({ id, type, source }: Feed, seed: number, step: number, batch: BatchFields): HostTensor {
  switch (source.kind) {
    case 'dataset':
      return withDtype(batch(source.field), type.dtype);
    case 'draw':
      return draw(source.sampler, type, seed, source.stream, step);
    case 'schedule':
      return {
        shape: [],
        dtype: 'float32',
        data: Float32Array.of(scheduleValue(source.schedule, step)),
      };
    case 'given':
      throw new Error(
        `Broken invariant: a training program is given nothing, but ${id} asks for ${source.name}`,
      );
  }
}

function withDtype(host: HostTensor, dtype: HostTensor['dtype']): HostTensor {
  if (host.dtype === dtype) return host;
  const data = dtype === 'int32' ? Int32Array.from(host.data) : Float32Array.from(host.data);
  return { shape: host.shape, dtype, data };
}
