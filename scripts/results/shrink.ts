import type { Graph, GraphNode, ParamValue } from '../../src/document/schema.ts';

const BATCH = 48;
const PIXELS = 16;
const LOCAL_PIXELS = 12;
const WIDTHS = [8, 16];
const WIDTH = 32;
const BOTTLENECK = 16;

/** What becomes of a node's params, by type. */
const SMALLER: Readonly<Record<string, (node: GraphNode) => Readonly<Record<string, ParamValue>>>> = {
  'data.images': () => ({ batchSize: BATCH }),
  'augment.pipeline': ({ id }) => ({ outputSize: id === 'localViews' ? LOCAL_PIXELS : PIXELS }),
  'encoder.convnet': () => ({ widths: WIDTHS }),
  'head.mlp': ({ params }) => ({
    hidden: [params['role'] === 'predictor' ? BOTTLENECK : WIDTH],
    outputSize: WIDTH,
  }),
  'head.dino': () => ({ hidden: WIDTH, bottleneck: WIDTH, outputSize: WIDTH }),
  'head.prototypes': () => ({ count: WIDTH }),
  // as much in all as before: there are fewer terms off the diagonal
  'loss.barlowTwins': ({ params }) => ({ lambda: 8 * Number(params['lambda']) }),
  // a shorter run takes longer steps
  'optim.adamw': ({ params }) => ({ learningRate: 4 * Number(params['learningRate']) }),
};

/**
 * A template's graph made small enough that some hundred steps take seconds: the same wiring on smaller images, networks and
 * batches, without the measurements over the whole dataset. Collapses show in it; what is learned does not.
 */
export function shrink(graph: Graph): Graph {
  const kept = graph.nodes.filter(({ type }) => type !== 'probe.retrieval');
  const ids = new Set(kept.map(({ id }) => id));
  return {
    nodes: kept.map((node) => ({ ...node, params: { ...node.params, ...SMALLER[node.type]?.(node) } })),
    edges: graph.edges.filter(({ to }) => ids.has(to.slice(0, to.indexOf('.')))),
  };
}
