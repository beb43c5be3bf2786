import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import { compositeIdOf, compositeType, findComposite } from './composites.ts';
import type { Composites, Graph, GraphNode, Preset, Stage, UnlabelDocument } from './schema.ts';

/**
 * The document with a preset's types, params and run laid over its own, in every stage. What it says of nodes the drawing
 * no longer has is passed over: deleting a node must not break a preset. Fails with `DOC_UNKNOWN_PRESET`.
 */
export function applyPreset(document: UnlabelDocument, presetId: string): Checked<UnlabelDocument> {
  const preset = Object.hasOwn(document.presets, presetId) ? document.presets[presetId] : undefined;
  if (!preset) {
    return failure([
      diagnose('DOC_UNKNOWN_PRESET', { preset: presetId, known: Object.keys(document.presets) }),
    ]);
  }
  const composites = { ...document.composites };
  const laying: Laying = { preset, composites, entered: entered(preset) };
  const stages = document.stages.map((stage) => overlay(stage, laying));
  return success({ ...document, stages, composites });
}

interface Laying {
  readonly preset: Preset;
  /** Grows by what becomes of composite nodes that the preset changes inside. */
  readonly composites: Composites;
  /** Paths of the composite nodes inside which the preset changes something. */
  readonly entered: ReadonlySet<string>;
}

function entered({ nodes, types, bypassed = {} }: Preset): Set<string> {
  const paths = new Set<string>();
  for (const key of [nodes, types, bypassed].flatMap(Object.keys)) {
    for (let end = key.indexOf('/'); end >= 0; end = key.indexOf('/', end + 1)) paths.add(key.slice(0, end));
  }
  return paths;
}

function overlay(stage: Stage, laying: Laying): Stage {
  const { run } = laying.preset;
  return {
    ...stage,
    graph: overlayGraph(stage.graph, '', laying),
    run: { steps: run.steps ?? stage.run.steps, seed: run.seed ?? stage.run.seed },
  };
}

function overlayGraph(graph: Graph, prefix: string, laying: Laying): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => overlayNode(node, prefix, laying)) };
}

function overlayNode(node: GraphNode, prefix: string, laying: Laying): GraphNode {
  const { preset } = laying;
  const path = `${prefix}${node.id}`;
  const params = Object.hasOwn(preset.nodes, path) ? preset.nodes[path] : undefined;
  const type = Object.hasOwn(preset.types, path) ? preset.types[path]! : undefined;
  // what the drawing says of another type's params means nothing here
  const laid: GraphNode = type !== undefined ? { ...node, type, params: params ?? {} } : node;
  const own = type === undefined && params ? { ...laid, params: { ...node.params, ...params } } : laid;
  return specialised(passedOver(own, path, preset), path, laying);
}

function passedOver({ bypassed: own, ...node }: GraphNode, path: string, preset: Preset): GraphNode {
  const { bypassed: laid = {} } = preset;
  const bypassed = Object.hasOwn(laid, path) ? laid[path] : own;
  return bypassed ? { ...node, bypassed } : node;
}

/**
 * A composite node whose insides the preset changes stands for a drawing of its own from then on; other nodes of its type
 * stay as they are. The drawing's id holds a “/”, which no document's does.
 */
function specialised(node: GraphNode, path: string, laying: Laying): GraphNode {
  const { composites, preset } = laying;
  const base = laying.entered.has(path) ? findComposite(composites, node.type) : undefined;
  if (!base) return node;
  const changed = (target: string) => Object.hasOwn(preset.types, `${path}/${target}`);
  const gone = new Set(base.params.filter((param) => changed(param.node)).map(({ name }) => name));
  const id = `${compositeIdOf(node.type)}/${path}`;
  composites[id] = {
    ...base,
    graph: overlayGraph(base.graph, `${path}/`, laying),
    params: base.params.filter(({ name }) => !gone.has(name)),
  };
  const params = Object.entries(node.params).filter(([name]) => !gone.has(name));
  return { ...node, type: compositeType(id), params: Object.fromEntries(params) };
}
