import type { Preset, Stage, UnlabelDocument } from './schema.ts';

/**
 * The document as the text of a file: fields in the order people read them, named things in alphabetical order, two
 * spaces a level, a newline at the end. Equal documents give the same text, so files compare well under version control.
 */
export function serializeDocument(document: UnlabelDocument): string {
  const { format, version, meta, stages, presets, view } = document;
  const { title, idea, formula, citation, tryThis } = meta;
  const inOrder: UnlabelDocument = {
    format,
    version,
    meta: { title, idea, formula, citation, tryThis },
    stages: stages.map(stageInOrder),
    presets: sorted(presets, presetInOrder),
    view: {
      positions: sorted(view.positions, ({ x, y }) => ({ x, y })),
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
    graph: {
      nodes: graph.nodes.map(({ id, type, params }) => ({ id, type, params: sorted(params) })),
      edges: graph.edges.map(({ from, to }) => ({ from, to })),
    },
    run: { steps: run.steps, seed: run.seed },
  };
}

function presetInOrder({ title, nodes, run }: Preset): Preset {
  const { steps, seed } = run;
  return {
    title,
    nodes: sorted(nodes, (params) => sorted(params)),
    run: { ...(steps === undefined ? {} : { steps }), ...(seed === undefined ? {} : { seed }) },
  };
}

function sorted<T>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => T = (value) => value,
): Record<string, T> {
  const names = Object.keys(record).sort();
  return Object.fromEntries(names.map((name) => [name, map(record[name]!)]));
}
