import { UMAP } from 'umap-js';
import { randomStream } from '../../base/random-stream.ts';

/** Those of McInnes, Healy and Melville 2018, section 4.3; of unit vectors, Euclidean distance orders as cosine does. */
const OPTIONS = { nComponents: 2, nNeighbors: 15, minDist: 0.1 };
const DRAWS = 4096;

/**
 * Places the rows of N×D features in the plane (N×2, centred) so that neighbours stay neighbours (McInnes, Healy and Melville 2018).
 * The same features are placed the same way each time. Yields the share that is done, in [0, 1], after every epoch.
 */
export function* placeUmap(features: Float32Array, rows: number): Generator<number, Float32Array> {
  const columns = features.length / rows;
  const points = Array.from({ length: rows }, (_, i) =>
    Array.from(features.subarray(i * columns, (i + 1) * columns)),
  );
  const nNeighbors = Math.min(OPTIONS.nNeighbors, rows - 1);
  const umap = new UMAP({ ...OPTIONS, nNeighbors, random: uniforms() });
  const epochs = umap.initializeFit(points);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    umap.step();
    yield epoch / epochs;
  }
  const placed = Float32Array.from(umap.getEmbedding().flat());
  for (const offset of [0, 1]) {
    let mean = 0;
    for (let i = offset; i < placed.length; i += 2) mean += placed[i]! / rows;
    for (let i = offset; i < placed.length; i += 2) placed[i]! -= mean;
  }
  return placed;
}

/** Uniform numbers of a stream, one after another. */
function uniforms(): () => number {
  const stream = randomStream(1, 'umap');
  let block = -1;
  let at = DRAWS;
  let drawn: Float32Array = new Float32Array(0);
  return () => {
    if (at === DRAWS) [drawn, at] = [stream.uniforms(++block, DRAWS), 0];
    return drawn[at++]!;
  };
}
