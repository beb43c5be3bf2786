import {
  DOCUMENT_VERSION,
  documentSchema,
  splitEndpoint,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type ParamValue,
  type UnlabelDocument,
} from '../../document/schema.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';
import { WIDTH, WITNESS_TYPE, type Witness } from './witness-encoder.ts';

/** Images in a batch: more than a table is wide, so that all its directions can be used without being correlated. */
const BATCH = 8;

/** Steps in which a table and the heads behind it find a minimum. */
const STEPS = 240;

const HIDDEN = 16;
const CODES = 16;

type Params = Readonly<Record<string, ParamValue>>;

/** Off the diagonal as much in all as at the paper's width or more (Zbontar et al. 2021): there are fewer terms. */
const LAMBDA = 1;

/** Sizes, by type: what is asked does not depend on them. */
const SMALLER: Readonly<Record<string, (params: Params) => Params>> = {
  'data.images': () => ({ batchSize: BATCH }),
  'head.mlp': ({ hidden }) => ({
    hidden: Array.isArray(hidden) ? hidden.map(() => HIDDEN) : [HIDDEN],
    outputSize: WIDTH,
  }),
  'head.dino': () => ({ hidden: HIDDEN, bottleneck: WIDTH, outputSize: CODES, freezeLastLayerSteps: 0 }),
  'head.prototypes': () => ({ count: CODES, freezeSteps: 0 }),
  'state.queue': () => ({ size: 2 * BATCH }),
  'loss.barlowTwins': ({ lambda }) => ({ lambda: lambda === 0 ? 0 : LAMBDA }),
  'flow.ema': ({ momentum }) => ({ momentum: quick(momentum), schedule: 'constant' }),
  'target.centerSharpen': ({ momentum }) => ({ momentum: quick(momentum) }),
};

/** An average that would take longer than the run to follow. None at all and one that stays are left: they are the point. */
function quick(momentum: ParamValue | undefined): ParamValue {
  return typeof momentum === 'number' && momentum > 0.9 && momentum < 1 ? 0.9 : (momentum ?? 0.9);
}

/**
 * A drawing (without composite nodes) whose encoders are witnesses: small, without probes, minimised by Adam at a constant rate.
 * An embedding is what the loss, a predictor or prototypes get, so a projector is part of what makes it and left out, but for a
 * batch norm at its end, which no network can undo. `complete` gives every param of a node, defaults included.
 */
export function witnessDrawing(
  graph: Graph,
  witness: Witness,
  complete: (node: GraphNode) => Params,
): UnlabelDocument {
  const normed = new Set<string>();
  const nodes = graph.nodes.flatMap((node): GraphNode[] => {
    const { id, type } = node;
    const params = complete(node);
    if (type.startsWith('probe.')) return [];
    if (type.startsWith('encoder.')) return [{ id, type: WITNESS_TYPE, params: { witness } }];
    if (type.startsWith('optim.')) {
      return [{ id, type: 'optim.adam', params: { learningRate: 0.03, schedule: 'constant' } }];
    }
    // a table goes by the place of an image in its batch
    if (type === 'flow.batchShuffle' || type === 'flow.batchUnshuffle') return [{ ...node, bypassed: true }];
    if (params['role'] === 'projector') {
      if ((params['outputNorm'] ?? 'none') === 'none') return [{ ...node, bypassed: true }];
      normed.add(id);
      return [{ id, type: 'math.batchNorm', params: { affine: params['outputNorm'] === 'batch' } }];
    }
    const known = Object.entries(SMALLER[type]?.(params) ?? {}).filter(([name]) => name in params);
    return [{ id, type, params: { ...params, ...Object.fromEntries(known) } }];
  });
  const present = new Set(nodes.map(({ id }) => id));
  const edges = graph.edges.flatMap(({ from, to }): GraphEdge[] => {
    const { node: source, port: output } = splitEndpoint(from);
    const { node: target, port: input } = splitEndpoint(to);
    if (!present.has(source) || !present.has(target)) return [];
    const around = [source, target].some((id) => normed.has(id));
    // a norm has no weights to share
    if (around && (output === WEIGHTS_PORT || input === WEIGHTS_PORT)) return [];
    return [
      {
        from: normed.has(source) ? `${source}.output` : from,
        to: normed.has(target) ? `${target}.input` : to,
      },
    ];
  });
  return documentSchema.parse({
    format: 'unlabel',
    version: DOCUMENT_VERSION,
    meta: { title: 'Witness' },
    stages: [{ id: 'witness', title: 'Witness', graph: flat({ nodes, edges }), run: { steps: STEPS } }],
  });
}

/** Nodes that came out of a composite one are named after it, as documents do not name nodes: `block/encoder`. */
function flat({ nodes, edges }: Graph): Graph {
  const name = (id: string): string => id.replaceAll('/', '_');
  return {
    nodes: nodes.map((node) => ({ ...node, id: name(node.id) })),
    edges: edges.map(({ from, to }) => ({ from: name(from), to: name(to) })),
  };
}
