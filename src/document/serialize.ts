import type {
  Comment,
  Composite,
  DocumentFile,
  Frame,
  Graph,
  Preset,
  Stage,
  UnlabelDocument,
} from './schema.ts';

/**
 * The document as the text of a file: fields in the order people read them, named things in alphabetical order, two
 * spaces a level, a newline at the end. What is new in the format and empty is left out. Equal documents give the same text, so files compare well under version control.
 */
export function serializeDocument(document: UnlabelDocument): string {
  const { format, version, meta, stages, composites, presets, view } = document;
  const { title, idea, formula, citation, tryThis } = meta;
  const inOrder: DocumentFile = {
    format,
    version,
    meta: { title, idea, formula, citation, tryThis },
    stages: stages.map(stageInOrder),
    composites: sorted(composites, compositeInOrder),
    presets: sorted(presets, presetInOrder),
    view: {
      positions: sorted(view.positions, placeInOrder),
      ...(view.frames.length > 0 ? { frames: view.frames.map(frameInOrder) } : {}),
      ...(view.comments.length > 0 ? { comments: view.comments.map(commentInOrder) } : {}),
      ...(Object.keys(view.waypoints).length > 0
        ? { waypoints: sorted(view.waypoints, (points) => points.map(placeInOrder)) }
        : {}),
      ...(view.viewport
        ? { viewport: { x: view.viewport.x, y: view.viewport.y, zoom: view.viewport.zoom } }
        : {}),
    },
  };
  return `${JSON.stringify(inOrder, null, 2)}\n`;
}

function stageInOrder({ id, title, graph, run }: Stage): Stage {
  return {
    id,
    title,
    graph: graphInOrder(graph),
    run: { steps: run.steps, seed: run.seed },
  };
}

function graphInOrder({ nodes, edges }: Graph): Graph {
  return {
    nodes: nodes.map(({ id, type, params, bypassed }) => ({
      id,
      type,
      params: sorted(params),
      ...(bypassed ? { bypassed } : {}),
    })),
    edges: edges.map(({ from, to }) => ({ from, to })),
  };
}

function compositeInOrder({
  title,
  summary,
  graph,
  inputs,
  outputs,
  params,
  positions,
}: Composite): Composite {
  return {
    title,
    summary,
    graph: graphInOrder(graph),
    inputs: inputs.map(({ name, label, to, after }) => ({
      name,
      label,
      to,
      ...(after === undefined ? {} : { after }),
    })),
    outputs: outputs.map(({ name, label, from }) => ({ name, label, from })),
    params: params.map(({ name, label, node, param }) => ({ name, label, node, param })),
    positions: sorted(positions, placeInOrder),
  };
}

function placeInOrder({ x, y }: { x: number; y: number }): { x: number; y: number } {
  return { x, y };
}

function presetInOrder({ title, nodes, types, bypassed, run }: Preset): Preset {
  const { steps, seed } = run;
  return {
    title,
    nodes: sorted(nodes, (params) => sorted(params)),
    types: sorted(types),
    ...(bypassed === undefined ? {} : { bypassed: sorted(bypassed) }),
    run: { ...(steps === undefined ? {} : { steps }), ...(seed === undefined ? {} : { seed }) },
  };
}

function frameInOrder({ id, title, x, y, width, height }: Frame): Frame {
  return { id, title, x, y, width, height };
}

function commentInOrder({ id, text, x, y, width, height }: Comment): Comment {
  return { id, text, x, y, width, height };
}

function sorted<T>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => T = (value) => value,
): Record<string, T> {
  const names = Object.keys(record).sort();
  return Object.fromEntries(names.map((name) => [name, map(record[name]!)]));
}
