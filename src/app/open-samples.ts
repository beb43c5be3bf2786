import { allAround } from '../editor/shell/after-canvas.ts';
import { createSampleStore, type SampleStore } from '../editor/samples/sample-store.ts';
import type { EditorStore } from '../editor/store/editor-store.ts';
import { SampleClient } from '../runtime/sample-client.ts';
import type { Registry } from '../spec/registry.ts';
import { createSamplesWorker } from './create-samples-worker.ts';
import { savesData } from './saves-data.ts';
import { whenIdle } from './when-idle.ts';

/** Milliseconds after which a worker without work gives its memory back. */
const REST_AFTER = 60_000;

/** Samples of the drawing's images, computed in a worker that starts when the window stands and the page is at rest. */
export function openSamples(store: EditorStore, registry: Registry, dataUrl: string): SampleStore {
  const client = new SampleClient({ createWorker: createSamplesWorker, restAfter: REST_AFTER });
  const samples = createSampleStore(store, registry, ({ dataset, block, value, images }, { seed, step }) =>
    client.sample({ dataset, dataUrl, block, value, images, seed, step }),
  );
  const { begin, wait } = samples.getState();
  if (savesData()) wait();
  else void allAround().then(() => whenIdle(begin));
  return samples;
}
