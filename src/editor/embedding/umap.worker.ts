import { expose } from 'comlink';
import { placeUmap } from './place-umap.ts';

export interface UmapApi {
  /** Places the rows of N×D features in the plane, N×2. `onProgress` hears the share that is done, in [0, 1]. */
  place(features: Float32Array, rows: number, onProgress: (share: number) => void): Promise<Float32Array>;
}

/** Milliseconds between two reports. */
const REPORT = 200;

const api: UmapApi = {
  async place(features, rows, onProgress) {
    const work = placeUmap(features, rows);
    let reported = performance.now();
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      if (performance.now() - reported < REPORT) continue;
      reported = performance.now();
      // over comlink the callback answers later: what it was told is shown by then
      await onProgress(value);
    }
  },
};

expose(api);
