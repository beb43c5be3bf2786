import type { CompileOptions } from '../../compiler/compile-options.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { Registry } from '../../spec/registry.ts';
import { expandedGraph } from '../expanded-graph.ts';
import { differenceOfGraphs, type Difference } from './difference-of-graphs.ts';

/** Null where one of the drawings contains itself or has no such preset. Composites are compared by what is in them. */
export function difference(
  before: UnlabelDocument,
  after: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): Difference | null {
  const [a, b] = [before, after].map((one) => expandedGraph(one, registry, options)?.resolved);
  return a && b ? differenceOfGraphs(a, b) : null;
}
