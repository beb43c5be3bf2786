import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findComposite } from '../document/composites.ts';
import { splitEndpoint, type Composites, type Graph, type UnlabelDocument } from '../document/schema.ts';
import type { Block } from '../ir/program.ts';
import type { ValueId } from '../ir/value.ts';
import type { Registry } from '../spec/registry.ts';
import { ancestors } from './ancestors.ts';
import { Builder } from './builder.ts';
import { checkWires } from './check-wires.ts';
import { chooseDataset } from './choose-dataset.ts';
import { withComposites } from './composite-registry.ts';
import { Declarations } from './declarations.ts';
import { expand } from './expand.ts';
import { infer } from './infer.ts';
import { optimise } from './optimise.ts';
import { order } from './order.ts';
import type { Overrides } from './overrides.ts';
import { passOver } from './pass-over.ts';
import { resolve } from './resolve.ts';
import type { ResolvedGraph } from './resolved-graph.ts';
import type { Trace } from './trace.ts';

/** What leaves a node when a few images of the dataset come in: a part of the drawing as a block of its own. */
export interface SampleBlock {
  readonly dataset: string;
  /** Images taken from the dataset. */
  readonly images: number;
  readonly views: number;
  readonly block: Block;
  /** views·images × H × W × C, pixels in [0, 1] as far as the drawing keeps them there. */
  readonly value: ValueId;
}

/**
 * Compiles, for each of the nodes, what a training step computes from the data to its images: for a few images instead of
 * a batch, and without the normalisation of pixels, which no eye could read. The document has its preset laid over it.
 * Missing is a node whose images cannot be computed: because of a fault in it or before it, because nothing comes in, because
 * it is bypassed, or because they depend on weights.
 */
export function compileSamples(
  document: UnlabelDocument,
  registry: Registry,
  nodes: readonly string[],
  images: number,
): ReadonlyMap<string, SampleBlock> {
  const samples = new Map<string, SampleBlock>();
  const [stage] = document.stages;
  const expanded = stage && expand(stage.graph, document.composites);
  if (!expanded || 'refused' in expanded) return samples;
  const passed = passOver(expanded, withComposites(registry, document.composites));
  const { graph, diagnostics } = resolve(passed.graph, registry, {
    ...passed.overrides,
    ...toLookAt(passed.graph, registry),
  });
  const { dataset } = chooseDataset(graph);
  if (dataset === undefined) return samples;
  const faulty = faultyNodes([...diagnostics, ...checkWires(graph)]);
  const sorted = order(graph).order;

  for (const id of nodes) {
    for (const end of imageOutputs(stage.graph, document.composites, id)) {
      const found = sampleOf(graph, sorted, end, faulty, { dataset, images });
      if (!found) continue;
      samples.set(id, found);
      break;
    }
  }
  return samples;
}

/** Params with which the images of the drawing can be looked at. */
function toLookAt({ nodes }: Graph, registry: Registry): Overrides {
  const entries = nodes.flatMap(({ id, type }) =>
    Object.entries(registry.find(type)?.toLookAt ?? {}).map(([param, value]) => [`${id}.${param}`, value]),
  );
  return Object.fromEntries(entries) as Overrides;
}

function faultyNodes(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  return new Set(
    diagnostics.flatMap(({ severity, at }) => (severity === 'error' && at.node ? [at.node] : [])),
  );
}

/** The nodes whose outputs a node on the canvas hands out: itself, or of a composite node those inside it, by path. */
function imageOutputs(graph: Graph, composites: Composites, id: string): readonly string[] {
  const node = graph.nodes.find((other) => other.id === id);
  const inside = node && findComposite(composites, node.type);
  if (!inside) return [id];
  return inside.outputs.flatMap(({ from }) =>
    imageOutputs(inside.graph, composites, splitEndpoint(from).node).map((inner) => `${id}/${inner}`),
  );
}

function sampleOf(
  graph: ResolvedGraph,
  sorted: readonly string[],
  id: string,
  faulty: ReadonlySet<string>,
  { dataset, images }: { readonly dataset: string; readonly images: number },
): SampleBlock | null {
  const port = graph.nodes.get(id)?.outputs.find(({ kind }) => kind === 'images');
  if (!port) return null;
  const needed = ancestors(graph, id);
  if ([...needed].some((node) => faulty.has(node))) return null;
  const trace: Trace = {
    mode: 'train',
    builder: new Builder(),
    declarations: new Declarations(),
    feeds: new Map(),
    commits: [],
    early: new Map(),
    reports: [],
    batchSize: images,
    steps: 1,
    dataset,
  };
  const upTo = sorted.filter((node) => needed.has(node));
  const signal = infer(graph, upTo, trace).signals.get(`${id}.${port.name}`);
  const { weights, states } = trace.declarations;
  if (!signal || signal.tensor.shape.length !== 4 || weights.size + states.size > 0) return null;
  const whole = { feeds: [...trace.feeds.values()], operations: trace.builder.operations };
  const { block, renamed } = optimise(whole, [signal.tensor.id]);
  return { dataset, images, views: signal.views, block, value: renamed(signal.tensor.id) };
}
