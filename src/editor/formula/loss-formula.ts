import type { ResolvedGraph, ResolvedNode } from '../../compiler/resolved-graph.ts';
import { viewCount } from './view-names.ts';

/** A loss as the formula of a drawing needs it; none of it is marked. */
export interface LossFormula {
  /** `ℓ`, as a sum of losses calls it. */
  readonly name: string;
  /** The left side of its formula: its name, with its arguments where pairs of views are written out. */
  readonly left: string;
  readonly right: string;
  /** The mean over pairs of views, where two sets of views meet: `½ ℓ(p₁, z₂) + ½ ℓ(p₂, z₁)`. */
  readonly sum: string | null;
  /** What else its formula defines, left and right. */
  readonly definitions: readonly (readonly [string, string])[];
}

const MEAN_OF_ROWS = '\\underset{i}{\\operatorname{mean}}\\ ';

export function lossFormula(graph: ResolvedGraph, node: ResolvedNode, name: string): LossFormula {
  const { spec, params } = node;
  const connected = new Set(graph.edges.filter(({ to }) => to.node === node.id).map(({ to }) => to.port));
  const formula = spec.formulaFor?.(params, connected) ?? spec.formula ?? name;
  const [first = '', ...others] = formula.split(',\\quad ');
  const [left, right] = sides(first);
  const definitions = others.filter((part) => part.includes(' = ')).map(sides);
  // a loss of one row: the loss is the mean of all rows
  const whole = left === '\\ell_i' ? `${MEAN_OF_ROWS}${right}` : right;
  const sum = pairsOfViews(graph, node, name);
  const symbols = signals(node).map(({ symbol }) => symbol ?? '');
  return {
    name,
    left: sum === null ? name : `${name}(${symbols.join(', ')})`,
    right: manyViews(graph, node, whole),
    sum,
    definitions,
  };
}

function sides(equation: string): readonly [string, string] {
  const at = equation.indexOf(' = ');
  return at < 0 ? ['', equation] : [equation.slice(0, at), equation.slice(at + 3)];
}

/** The two sides that a loss with pairs of views compares. */
function signals({ inputs }: ResolvedNode): ResolvedNode['inputs'] {
  return inputs.slice(0, 2);
}

function viewsOn(graph: ResolvedGraph, node: string, port: string): number {
  const edge = graph.edges.find(({ to }) => to.node === node && to.port === port);
  return edge ? viewCount(graph, edge.from.node) : 0;
}

/** Null where one view meets one view, or the loss pairs none. */
function pairsOfViews(graph: ResolvedGraph, node: ResolvedNode, name: string): string | null {
  const { pairs } = node.params;
  const [first, second] = signals(node);
  if (typeof pairs !== 'string' || !first?.symbol || !second?.symbol) return null;
  const [a, b] = [first, second].map(({ name: port }) => viewsOn(graph, node.id, port)) as [number, number];
  if (a * b <= 1) return null;
  const of = (i: number | string, j: number | string) =>
    `${name}(${first.symbol}_${i}, ${second.symbol}_${j})`;
  if (a === 2 && b === 2 && pairs !== 'all') {
    const [one, two] = pairs === 'cross' ? [of(1, 2), of(2, 1)] : [of(1, 1), of(2, 2)];
    return `\\tfrac12 ${one} + \\tfrac12 ${two}`;
  }
  const over = pairs === 'cross' ? 'i \\ne j' : pairs === 'same' ? 'i' : 'i,\\,j';
  return `\\underset{${over}}{\\operatorname{mean}}\\ ${of('i', pairs === 'same' ? 'i' : 'j')}`;
}

/** A loss that is written for two views z and z′ is the mean over all two of them where there are more. */
function manyViews(graph: ResolvedGraph, { id, inputs }: ResolvedNode, formula: string): string {
  if (!inputs.some(({ symbol }) => symbol?.endsWith("'"))) return formula;
  const views = inputs.reduce((sum, { name }) => sum + viewsOn(graph, id, name), 0);
  return views > 2 && formula.includes("'")
    ? `\\underset{z \\ne z'}{\\operatorname{mean}}\\ \\big(${formula}\\big)`
    : formula;
}
