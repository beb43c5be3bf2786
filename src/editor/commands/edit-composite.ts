import type { Draft } from 'immer';
import { compositeType, findComposite } from '../../document/composites.ts';
import type { Composite, Graph, GraphNode, ParamValue, UnlabelDocument } from '../../document/schema.ts';
import type { Command } from './command.ts';
import { allGraphs, compositeUses } from './composite-uses.ts';
import { nameFor } from './inner-ports.ts';

/** Something a composite node has under a name and a label. */
export type Part = 'inputs' | 'outputs' | 'params';

function edit(
  name: string,
  id: string,
  change: (composite: Draft<Composite>, document: Draft<UnlabelDocument>) => void,
): Command {
  return {
    name,
    apply: ({ document }) => {
      const composite = document.composites[id];
      if (composite) change(composite, document);
    },
  };
}

/** Sets the title or the summary of a node type. Typing is one step until the field is left. */
export function describeComposite(id: string, field: 'title' | 'summary', value: string): Command {
  const command = edit(`Edit the ${field} of ${id}`, id, (composite) => {
    composite[field] = value;
  });
  return { ...command, merge: `composite:${id}.${field}` };
}

/** Calls a port or param something else; its name, by which wires and values refer to it, stays. */
export function relabel(id: string, part: Part, name: string, label: string): Command {
  return edit(`Call ${name} “${label}”`, id, (composite) => {
    const found = composite[part].find((other) => other.name === name);
    if (found) found.label = label;
  });
}

/** Gives every node of the type a value of its own for a param of an inner node. */
export function showParam(id: string, node: string, param: string, label: string): Command {
  return edit(`Show ${param} of ${node}`, id, (composite) => {
    const { params } = composite;
    if (params.some((other) => other.node === node && other.param === param)) return;
    params.push({ ...nameFor(node, { name: param, label }, params), node, param });
  });
}

/** The nodes no longer have a value of their own; the first that has one hands it to the inner node. */
export function hideParam(id: string, name: string): Command {
  return edit(`Hide ${name}`, id, (composite, document) => {
    const shown = composite.params.find((other) => other.name === name);
    if (!shown) return;
    composite.params = composite.params.filter((other) => other.name !== name);
    const values: ParamValue[] = [];
    for (const { node, graph } of instances(document, id)) {
      // a node further out that shows this param hands its value in first
      const outer = Object.entries(document.composites).find(([, other]) => other.graph === graph);
      if (outer) dropShown(document, outer[0], node.id, name);
      if (Object.hasOwn(node.params, name)) values.push(node.params[name]!);
      Reflect.deleteProperty(node.params, name);
    }
    for (const { nodes } of Object.values(document.presets)) {
      for (const [path, params] of Object.entries(nodes)) {
        if (nodeAt(document, path)?.type === compositeType(id)) Reflect.deleteProperty(params, name);
      }
    }
    const inner = composite.graph.nodes.find((other) => other.id === shown.node);
    if (inner && values[0] !== undefined) inner.params[shown.param] = values[0];
  });
}

function dropShown(document: Draft<UnlabelDocument>, outer: string, node: string, param: string): void {
  const composite = document.composites[outer]!;
  const gone = composite.params.filter((shown) => shown.node === node && shown.param === param);
  for (const { name } of gone) hideParam(outer, name).apply({ document, preset: null });
}

/** Makes an inner port a port of the node. */
export function showPort(
  id: string,
  part: 'inputs' | 'outputs',
  node: string,
  port: { readonly name: string; readonly label: string },
): Command {
  return edit(`Show ${node}.${port.name}`, id, (composite) => {
    const end = `${node}.${port.name}`;
    if (part === 'inputs' && !composite.inputs.some(({ to }) => to.includes(end))) {
      // wires from outside come behind those inside
      const after = composite.graph.edges.filter(({ to }) => to === end).length;
      composite.inputs.push({
        ...nameFor(node, port, composite.inputs),
        to: [end],
        ...(after > 0 && { after }),
      });
    }
    if (part === 'outputs' && !composite.outputs.some(({ from }) => from === end)) {
      composite.outputs.push({ ...nameFor(node, port, composite.outputs), from: end });
    }
  });
}

/** Takes a port away from all nodes of the type, with the wires on it. */
export function hidePort(id: string, part: 'inputs' | 'outputs', name: string): Command {
  return edit(`Hide ${name}`, id, (_, document) => removePort(document, id, part, name));
}

function removePort(
  document: Draft<UnlabelDocument>,
  id: string,
  part: 'inputs' | 'outputs',
  name: string,
): void {
  const composite = document.composites[id]!;
  if (part === 'inputs') composite.inputs = composite.inputs.filter((other) => other.name !== name);
  else composite.outputs = composite.outputs.filter((other) => other.name !== name);
  for (const { node, graph } of instances(document, id)) {
    const end = `${node.id}.${name}`;
    graph.edges = graph.edges.filter((edge) => (part === 'inputs' ? edge.to : edge.from) !== end);
    const outer = Object.entries(document.composites).find(([, other]) => other.graph === graph);
    if (!outer) continue;
    const [outerId, other] = outer;
    if (part === 'inputs') {
      for (const input of other.inputs) input.to = input.to.filter((to) => to !== end);
      const empty = other.inputs.filter(({ to }) => to.length === 0);
      for (const input of empty) removePort(document, outerId, 'inputs', input.name);
    } else {
      const gone = other.outputs.filter(({ from }) => from === end);
      for (const output of gone) removePort(document, outerId, 'outputs', output.name);
    }
  }
}

/** Forgets a node type that no node is of. */
export function deleteComposite(id: string): Command {
  return edit(`Delete the node type ${id}`, id, (_, document) => {
    if (compositeUses(document, compositeType(id)) === 0) Reflect.deleteProperty(document.composites, id);
  });
}

/** The node a preset means by a path such as `block/encoder`. */
function nodeAt(document: Draft<UnlabelDocument>, path: string): GraphNode | undefined {
  const [first, ...rest] = path.split('/');
  const outer = document.stages.flatMap(({ graph }) => graph.nodes).find(({ id }) => id === first);
  return rest.reduce<GraphNode | undefined>((node, name) => {
    const composite = node && findComposite(document.composites, node.type);
    return composite?.graph.nodes.find(({ id }) => id === name);
  }, outer);
}

/** All nodes of a composite type, with the graphs they are in. */
function instances(
  document: Draft<UnlabelDocument>,
  id: string,
): { node: Draft<Graph['nodes'][number]>; graph: Draft<Graph> }[] {
  return (allGraphs(document) as Draft<Graph>[]).flatMap((graph) =>
    graph.nodes.filter((node) => node.type === compositeType(id)).map((node) => ({ node, graph })),
  );
}
