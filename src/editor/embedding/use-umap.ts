import { proxy, wrap } from 'comlink';
import { useEffect, useState } from 'react';
import type { Representation } from '../../../workers/protocol.ts';
import { alignedTo } from './align-points.ts';
import type { UmapApi } from './umap.worker.ts';

export interface Placement {
  /** N×2, as far as it is done. */
  readonly points: Float32Array | null;
  /** Share that is done, in [0, 1]. */
  readonly share: number;
}

const placements = new WeakMap<Representation, Float32Array>();
const NONE: Placement = { points: null, share: 0 };

/** Places a representation by UMAP (McInnes, Healy and Melville 2018) while `wanted`, in a worker that ends when it is not any more. */
export function useUmap(representation: Representation | null, wanted: boolean): Placement {
  const [state, setState] = useState<{ readonly of: Representation | null } & Placement>({
    of: null,
    ...NONE,
  });
  useEffect(() => {
    if (!representation || !wanted || placements.has(representation)) return;
    const worker = new Worker(new URL('./umap.worker.ts', import.meta.url), { type: 'module', name: 'umap' });
    const report = (share: number) => setState({ of: representation, points: null, share });
    const { data, shape } = representation.features;
    void wrap<UmapApi>(worker)
      .place(data as Float32Array, shape[0]!, proxy(report))
      .then((points) => {
        const placed = alignedTo(representation.points, points);
        placements.set(representation, placed);
        setState({ of: representation, points: placed, share: 1 });
        worker.terminate();
      });
    return () => worker.terminate();
  }, [representation, wanted]);
  const known = representation && placements.get(representation);
  if (known) return { points: known, share: 1 };
  return state.of === representation ? state : NONE;
}
