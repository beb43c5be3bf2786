import type { ResolvedGraph, ResolvedNode } from '../../compiler/resolve.ts';
import { nodeSymbol } from './node-symbol.ts';
import { texFactor, texSum, texText } from './tex.ts';

/** A formula in which every term knows its node: `\htmlData{term=i}{…}` belongs to the i-th of `nodes`. */
export interface DrawnFormula {
  readonly tex: string;
  readonly nodes: readonly string[];
}

/** A wire's way through so many nodes is written out; what lies further back is an ellipsis. */
const DEEPEST = 12;

/**
 * What a drawing minimises, composed along its wires: the sum of its losses with their coefficients, the formula of each
 * loss, what stands on each loss's inputs as a composition of modules, and how followers follow. Null where nothing is
 * minimised.
 */
export function drawnFormula(graph: ResolvedGraph): DrawnFormula | null {
  const writer = new Writer(graph);
  const optimisers = [...graph.nodes.values()].filter(({ spec }) => spec.optimiser);
  optimisers.forEach((optimiser, i) => writer.objective(optimiser, optimisers.length > 1 ? i + 1 : null));
  return writer.finished();
}

class Writer {
  private readonly graph: ResolvedGraph;
  private readonly nodes: string[] = [];
  private readonly lines: string[] = [];
  /** Losses in the order of their appearance; each is defined once. */
  private readonly losses: string[] = [];
  private readonly followers = new Set<string>();

  constructor(graph: ResolvedGraph) {
    this.graph = graph;
  }

  finished(): DrawnFormula | null {
    if (this.losses.length === 0) return null;
    this.losses.forEach((id) => this.define(id));
    for (const id of this.followers) {
      const node = this.graph.nodes.get(id);
      if (node?.spec.formula) this.lines.push(aligned(this.term(id, node.spec.formula.split(',\\quad')[0]!)));
    }
    return { tex: `\\begin{aligned}${this.lines.join('\\\\[4pt]')}\\end{aligned}`, nodes: this.nodes };
  }

  /** `L = 0.5 L₁ + L₂`. */
  objective(optimiser: ResolvedNode, place: number | null): void {
    const from = this.source(optimiser.id, optimiser.inputs[0]?.name ?? 'loss');
    if (!from) return;
    const terms = this.summands(from, 1, new Set());
    if (terms.length === 0) return;
    const name = place === null ? '\\mathcal{L}' : `\\mathcal{L}^{(${place})}`;
    this.lines.push(`${this.term(optimiser.id, name)} &= ${texSum(terms)}`);
  }

  /** A loss with its coefficient, or what a weighted sum or a factor is made of. */
  private summands(id: string, factor: number, above: ReadonlySet<string>): string[] {
    const node = this.graph.nodes.get(id);
    if (!node || factor === 0 || above.has(id)) return [];
    const inside = new Set([...above, id]);
    const { spec, params } = node;
    if (spec.id === 'loss.weightedSum') {
      const weights = params['weights'] as readonly number[];
      return this.sources(id, 'losses').flatMap((from, i) => {
        const parts = this.summands(from, factor * (weights[i] ?? 1), inside);
        return parts.map((part) =>
          part.startsWith('-') ? `-${this.term(id, part.slice(1))}` : this.term(id, part),
        );
      });
    }
    if (spec.id === 'math.scale' && typeof params['factor'] === 'number') {
      const from = this.source(id, node.inputs[0]?.name ?? '');
      return from ? this.summands(from, factor * params['factor'], inside) : [];
    }
    if (!this.losses.includes(id)) this.losses.push(id);
    return [`${texFactor(factor)}${this.term(id, this.lossName(id))}`];
  }

  private lossName(id: string): string {
    return `\\ell_{${texText(this.graph.nodes.get(id)?.spec.label ?? id)}}`;
  }

  /** The loss's own formula, and what stands on its inputs. */
  private define(id: string): void {
    const node = this.graph.nodes.get(id);
    if (!node) return;
    const { formula } = node.spec;
    if (formula) this.lines.push(aligned(this.term(id, renamed(formula, this.lossName(id)))));
    for (const port of node.inputs) {
      const from = this.source(id, port.name);
      if (from) this.lines.push(`${portName(port.label)} &= ${this.signal(from, 0)}`);
    }
  }

  /** `g(f(t(x)))`, each letter a term of its own. */
  private signal(id: string, depth: number): string {
    const node = this.graph.nodes.get(id);
    if (!node) return '\\cdot';
    if (depth >= DEEPEST) return '\\dots';
    const inputs = node.inputs.filter(({ kinds }) => !kinds.includes('weights'));
    const inner = inputs.flatMap(({ name }) =>
      this.sources(id, name).map((from) => this.signal(from, depth + 1)),
    );
    // joined views are a list of them, as papers write it
    if (node.spec.id === 'math.concatViews') {
      return `${this.term(id, '[')}${inner.join(',\\,')}${this.term(id, ']')}`;
    }
    const { spec, params } = node;
    const letter = nodeSymbol(spec.id, params, spec.label);
    const symbol = this.term(id, `${letter}${this.subscript(node)}`);
    return inner.length === 0 ? symbol : `${symbol}(${inner.join(',\\,')})`;
  }

  /** Modules that take their weights from a follower carry its letter, as the teacher of a student does. */
  private subscript(node: ResolvedNode): string {
    const port = node.inputs.find(({ kinds }) => kinds.includes('weights'));
    const from = port && this.source(node.id, port.name);
    const spec = from ? this.graph.nodes.get(from)?.spec : undefined;
    if (!from || !spec?.follow) return this.number(node);
    this.followers.add(from);
    return "_{\\theta'}";
  }

  /** Several augmentations are t₁, t₂, …: each draws views of its own kind. */
  private number({ id, spec }: ResolvedNode): string {
    if (spec.id !== 'augment.pipeline') return '';
    const alike = [...this.graph.nodes.values()].filter((node) => node.spec.id === spec.id);
    return alike.length > 1 ? `_{${alike.findIndex((node) => node.id === id) + 1}}` : '';
  }

  private term(node: string, tex: string): string {
    const known = this.nodes.indexOf(node);
    const term = known >= 0 ? known : this.nodes.push(node) - 1;
    return `\\htmlData{term=${term}}{${tex}}`;
  }

  private sources(node: string, port: string): string[] {
    return this.graph.edges
      .filter(({ to }) => to.node === node && to.port === port)
      .map(({ from }) => from.node);
  }

  private source(node: string, port: string): string | undefined {
    return this.sources(node, port)[0];
  }
}

/** A line inside `aligned` whose term holds the equals sign: begins at the left. */
function aligned(line: string): string {
  return `&${line}`;
}

/** The formula of a loss with the name that the sum above it uses. */
function renamed(formula: string, name: string): string {
  const at = formula.indexOf(' = ');
  if (at < 0) return `${name} = ${formula}`;
  const left = formula.slice(0, at);
  // a loss of one row: the loss is the mean of all rows
  const mean = left === '\\ell_i' ? '\\underset{i}{\\operatorname{mean}}\\ ' : '';
  return `${name} = ${mean}${formula.slice(at + 3)}`;
}

function portName(label: string): string {
  return /^[a-zA-Z]$/.test(label) ? label : texText(label);
}
