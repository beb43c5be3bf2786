import { groupBy } from '../../base/group-by.ts';
import type { ResolvedEdge, ResolvedGraph, ResolvedNode } from '../../compiler/resolved-graph.ts';
import type { Program } from '../../ir/program.ts';
import type { Category } from '../../spec/node-spec.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';

/** A drawing that compiles, without composite and bypassed nodes, to be asked where signals come from. */
export class Wiring {
  readonly graph: ResolvedGraph;
  readonly program: Program;
  readonly #into: ReadonlyMap<string, readonly ResolvedEdge[]>;

  constructor(graph: ResolvedGraph, program: Program) {
    this.graph = graph;
    this.program = program;
    this.#into = groupBy(graph.edges, ({ to }) => to.node);
  }

  get nodes(): readonly ResolvedNode[] {
    return [...this.graph.nodes.values()];
  }

  node(id: string): ResolvedNode {
    return this.graph.nodes.get(id)!;
  }

  /** Wires into a node that carry signals, to one of its inputs where it is named. */
  signals(node: string, port?: string): readonly ResolvedEdge[] {
    const edges = (this.#into.get(node) ?? []).filter(({ to }) => to.port !== WEIGHTS_PORT);
    return port === undefined ? edges : edges.filter(({ to }) => to.port === port);
  }

  /** Everything a wire's numbers come from, the nearest first: the nodes before it, through any input. */
  before(edge: ResolvedEdge, passes: (edge: ResolvedEdge) => boolean = () => true): readonly ResolvedNode[] {
    const found = new Map<string, ResolvedNode>();
    const queue = [edge];
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (!passes(next) || found.has(next.from.node)) continue;
      found.set(next.from.node, this.node(next.from.node));
      queue.push(...this.signals(next.from.node));
    }
    return [...found.values()];
  }

  /** Whether the input it leads to lets no gradient back. */
  isCut({ to }: ResolvedEdge): boolean {
    return this.node(to.node).inputs.find(({ name }) => name === to.port)?.cutsGradient ?? false;
  }
}

/** `loss`, `encoder`, … */
export const categoryOf = ({ spec }: ResolvedNode): Category => spec.id.split('.')[0] as Category;

/** Whether an optimiser would change a module's weights, given that gradient comes to it. */
export const learns = ({ spec, weights }: ResolvedNode): boolean =>
  (spec.hasWeights ?? false) && weights.follows === undefined;

/** Whether a module's weights are a moving average of others. */
export const isAverage = ({ spec, weights }: ResolvedNode): boolean =>
  (spec.hasWeights ?? false) && weights.follows?.by.spec.follow?.role === 'ema';
