import { edgeId, type ParamValue } from '../../document/schema.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import type { Registry } from '../../spec/registry.ts';
import { graphOf, type Content } from '../store/content.ts';
import type { Command } from './command.ts';
import { deleteElements } from './delete-elements.ts';
import { insertOnEdge } from './insert-on-edge.ts';
import { setParam } from './set-param.ts';

/** A diagnostic's repair as a command; null where the drawing no longer has what it would repair. */
export function applyFix(content: Content, registry: Registry, fix: Fix): Command | null {
  const graph = graphOf(content);
  switch (fix.kind) {
    case 'setParam':
      return { ...setParam(fix.node, fix.param, fix.value as ParamValue), name: fix.title };
    case 'removeEdge':
      return { ...deleteElements([], [fix.edge]), name: fix.title };
    case 'insertNode': {
      const edge = graph.edges.find((candidate) => edgeId(candidate) === fix.edge);
      const [from, to] = edge ? [edge.from, edge.to] : fix.edge.split('->');
      if (!from || !to) return null;
      return insertOnEdge(content, registry, fix.type, { from, to });
    }
  }
}
