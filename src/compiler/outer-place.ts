import { findComposite } from '../document/composites.ts';
import type { Composites, Graph } from '../document/schema.ts';

/** The node on the canvas that a node belongs to: `block` of `block/encoder`. */
export function outerNode(id: string): string {
  const end = id.indexOf('/');
  return end < 0 ? id : id.slice(0, end);
}

/** The way from the canvas to a port or param of an inner node: every composite node with the inner node's id in it. */
function levels(graph: Graph, composites: Composites, id: string) {
  const [outer, ...inner] = id.split('/');
  let node = graph.nodes.find((other) => other.id === outer);
  return inner.map((name) => {
    const composite = node && findComposite(composites, node.type);
    node = composite?.graph.nodes.find((other) => other.id === name);
    return { composite, name };
  });
}

/** The port of the composite node on the canvas that leads to an inner node's port, if one does. */
export function outerPort(
  graph: Graph,
  composites: Composites,
  node: string,
  port: string,
): string | undefined {
  return levels(graph, composites, node).reduceRight<string | undefined>((at, { composite, name }) => {
    if (at === undefined || !composite) return undefined;
    const end = `${name}.${at}`;
    const input = composite.inputs.find(({ to }) => to.includes(end));
    return (input ?? composite.outputs.find(({ from }) => from === end))?.name;
  }, port);
}

/** The param of the composite node on the canvas that sets an inner node's param, if one does. */
export function outerParam(
  graph: Graph,
  composites: Composites,
  node: string,
  param: string,
): string | undefined {
  return levels(graph, composites, node).reduceRight<string | undefined>((at, { composite, name }) => {
    if (at === undefined || !composite) return undefined;
    return composite.params.find((other) => other.node === name && other.param === at)?.name;
  }, param);
}
