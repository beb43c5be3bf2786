import type { ResolvedGraph, ResolvedNode } from '../../compiler/resolved-graph.ts';
import type { InputPort } from '../../spec/port.ts';
import { composition, update } from './compose.ts';
import { lossFormula, type LossFormula } from './loss-formula.ts';
import { ModuleLetters } from './module-letters.ts';
import { DATA_SYMBOLS } from './node-symbol.ts';
import { paramValues } from './param-values.ts';
import { texFactor, texSum, texText } from './tex.ts';
import { viewIndex } from './view-names.ts';

/** A formula in which every term knows its node: `\htmlData{term=i}{…}` belongs to the i-th of `nodes`. */
export interface DrawnFormula {
  readonly tex: string;
  readonly nodes: readonly string[];
}

/** A wire's way through so many nodes is written out; what lies further back is an ellipsis. */
const DEEPEST = 12;

/** So many losses are written out: nobody reads the hundredth, and to set them all would hold up the canvas. */
const MOST_LOSSES = 12;

/**
 * What a drawing minimises, composed along its wires: the sum of its losses with their coefficients, the formula of each
 * loss, what stands on each loss's inputs as a composition of modules, and how teachers, queues and centres go on. Null
 * where nothing is minimised.
 */
export function drawnFormula(graph: ResolvedGraph): DrawnFormula | null {
  const writer = new Writer(graph);
  const optimisers = [...graph.nodes.values()].filter(({ spec }) => spec.optimiser);
  optimisers.forEach((optimiser, i) => writer.objective(optimiser, optimisers.length > 1 ? i + 1 : null));
  return writer.finished();
}

interface Source {
  readonly node: string;
  readonly port: string;
}

/** Names of outputs that have a line of their own. */
type Names = ReadonlyMap<string, string>;

const endpoint = ({ node, port }: Source): string => `${node}.${port}`;

class Writer {
  private readonly graph: ResolvedGraph;
  private readonly letters: ModuleLetters;
  private readonly nodes: string[] = [];
  private readonly lines: string[] = [];
  /** Objectives, each with its losses; written when all losses are known, for one alone needs no name. */
  private readonly objectives: { readonly left: string; readonly terms: readonly Summand[] }[] = [];
  private readonly losses: string[] = [];
  private readonly followers = new Set<string>();
  /** Lines that belong behind the one that is being written. */
  private readonly asides: string[] = [];
  private named = 0;
  /** Nodes that keep something from step to step, with what comes in. */
  private readonly updates = new Map<string, string>();

  constructor(graph: ResolvedGraph) {
    this.graph = graph;
    this.letters = new ModuleLetters(graph);
  }

  finished(): DrawnFormula | null {
    if (this.losses.length === 0) return null;
    const written = this.losses.slice(0, MOST_LOSSES);
    const formulas = new Map(written.map((id) => [id, this.formulaOf(id)]));
    const [objective] = this.objectives;
    const only = this.objectives.length === 1 && objective!.terms.length === 1 ? objective!.terms[0]! : null;
    const alone = only?.factor === 1 && only.around.length === 0 ? formulas.get(only.loss) : undefined;
    if (objective && alone) this.alone(objective.left, only!.loss, alone);
    else this.sums(formulas);
    written.forEach((id) => this.inputs(id, formulas.get(id)!));
    const more = this.losses.length - written.length;
    if (more > 0) this.lines.push(`&${texText(`and ${more} more losses`)}`);
    for (const [id, incoming] of this.updates) this.updateLine(id, incoming);
    for (const id of this.followers) this.followerLine(id);
    return { tex: `\\begin{aligned}${this.lines.join('\\\\[4pt]')}\\end{aligned}`, nodes: this.nodes };
  }

  objective(optimiser: ResolvedNode, place: number | null): void {
    const from = this.source(optimiser.id, optimiser.inputs[0]?.name ?? 'loss');
    const terms = from ? this.summands(from.node, 1, new Set()) : [];
    if (terms.length === 0) return;
    const name = place === null ? '\\mathcal{L}' : `\\mathcal{L}^{(${place})}`;
    this.objectives.push({ left: this.term(optimiser.id, name), terms });
  }

  /** A loss with its coefficient, or what a weighted sum or a factor is made of. */
  private summands(id: string, factor: number, above: ReadonlySet<string>): Summand[] {
    const node = this.graph.nodes.get(id);
    if (!node || factor === 0 || above.has(id)) return [];
    const inside = new Set([...above, id]);
    const { spec, params } = node;
    const within = (part: Summand): Summand => ({ ...part, around: [id, ...part.around] });
    if (spec.id === 'loss.weightedSum') {
      const weights = params['weights'] as readonly number[];
      return this.sources(id, 'losses').flatMap((from, i) =>
        this.summands(from.node, factor * (weights[i] ?? 1), inside).map(within),
      );
    }
    if (spec.id === 'math.scale' && typeof params['factor'] === 'number') {
      const from = this.source(id, node.inputs[0]?.name ?? '');
      return from ? this.summands(from.node, factor * params['factor'], inside).map(within) : [];
    }
    if (!this.losses.includes(id)) this.losses.push(id);
    return [{ loss: id, factor, around: [] }];
  }

  private formulaOf(id: string): LossFormula {
    const node = this.graph.nodes.get(id)!;
    const alone = this.losses.length === 1;
    return lossFormula(this.graph, node, alone ? '\\ell' : `\\ell_{${texText(node.spec.label)}}`);
  }

  /** One loss is what is minimised: it needs no name, unless its pairs of views are written out. */
  private alone(left: string, loss: string, formula: LossFormula): void {
    if (formula.sum === null) this.lines.push(`${left} &= ${this.term(loss, formula.right)}`);
    else {
      this.lines.push(`${left} &= ${this.term(loss, formula.sum)}`);
      this.lines.push(aligned(formula.left, this.term(loss, formula.right)));
    }
    this.rest(loss, formula);
  }

  private sums(formulas: ReadonlyMap<string, LossFormula>): void {
    for (const { left, terms } of this.objectives) {
      const written = terms.filter(({ loss }) => formulas.has(loss));
      const parts = written.map(({ loss, factor, around }) => {
        const own = this.term(loss, formulas.get(loss)!.name);
        const negative = factor < 0;
        const whole = `${texFactor(Math.abs(factor))}${own}`;
        const wrapped = around.reduceRight((inner, id) => this.term(id, inner), whole);
        return negative ? `-${wrapped}` : wrapped;
      });
      if (written.length < terms.length) parts.push('\\dots');
      this.lines.push(`${left} &= ${texSum(parts)}`);
    }
    for (const [loss, formula] of formulas) {
      if (formula.sum !== null) this.lines.push(aligned(formula.name, this.term(loss, formula.sum)));
      this.lines.push(
        aligned(formula.sum === null ? formula.name : formula.left, this.term(loss, formula.right)),
      );
      this.rest(loss, formula);
    }
  }

  /** What else belongs to a loss: what its letters mean, and the values of its params. */
  private rest(loss: string, { definitions, right }: LossFormula): void {
    for (const [left, meaning] of definitions) this.lines.push(aligned(left, this.term(loss, meaning)));
    this.values(loss, [right, ...definitions.flat()].join(' '));
  }

  private values(id: string, formula: string): void {
    const values = paramValues(this.graph.nodes.get(id)!, formula);
    if (values.length > 0) this.lines.push(`&${this.term(id, values.join(',\\ '))}`);
  }

  /** What stands on each input of the loss. */
  private inputs(loss: string, { right, definitions }: LossFormula): void {
    const node = this.graph.nodes.get(loss)!;
    const named = new Map<string, string>();
    const whole = [right, ...definitions.flat()].join(' ');
    const connected = node.inputs.filter(({ name }) => this.source(loss, name));
    for (const port of connected) {
      const from = this.source(loss, port.name)!;
      if (!named.has(endpoint(from))) named.set(endpoint(from), portSymbol(port));
    }
    const twins = whole.includes("'") && connected.length === 1;
    for (const port of connected) {
      const from = this.source(loss, port.name)!;
      const symbol = portSymbol(port);
      // the second lane of a loss that has one letter for all rows is listed with the first
      if (symbol.endsWith("'") && !whole.includes("'")) continue;
      const others = connected.filter((other) => portSymbol(other) === `${symbol}'` && !whole.includes("'"));
      const lanes = [from, ...others.map(({ name }) => this.source(loss, name)!)];
      const parts = lanes.map((lane) => this.signal(lane, 0, named, endpoint(lane)));
      const value = parts.length > 1 ? `[${parts.join(',\\,')}]` : parts[0]!;
      if (plain(value) !== symbol) this.lines.push(aligned(twins ? `${symbol}, ${symbol}'` : symbol, value));
      const made = this.graph.nodes.get(from.node);
      if (made) this.values(made.id, value);
      this.lines.push(...this.asides.splice(0));
    }
  }

  /** `g(f(t(x)))`, each letter a term of its own. `defining` is the output whose own line is being written. */
  private signal(from: Source, depth: number, names: Names, defining = ''): string {
    const node = this.graph.nodes.get(from.node);
    const known = names.get(endpoint(from));
    if (known !== undefined && endpoint(from) !== defining) return this.term(from.node, known);
    if (!node) return '\\cdot';
    if (depth >= DEEPEST) return '\\dots';
    const { id, spec } = node;
    if (spec.data)
      return this.term(id, DATA_SYMBOLS[from.port] ?? (from.port === 'images' ? 'x' : texText(from.port)));
    const inner = this.incoming(node, depth, names);
    if (spec.id.startsWith('state.')) {
      if (inner[0]) this.updates.set(id, inner[0]);
      return this.term(id, this.letters.module(node));
    }
    if (update(node, '') !== null && inner[0]) inner[0] = this.aside(id, inner[0]);
    const written = composition(node);
    if (written) {
      const { before, between = ',\\,', behind, index } = written;
      const parts = inner.join(between);
      // an index is a term with what it belongs to
      if (index !== undefined) return this.term(id, `${before}${parts}${behind}_{${index}}`);
      return `${this.term(id, before)}${parts}${this.term(id, behind)}`;
    }
    const symbol = this.term(id, this.symbol(node));
    return inner.length === 0 ? symbol : `${symbol}(${inner.join(',\\,')})`;
  }

  /** What is read twice, in the composition and at the step's end, has a letter and a line of its own. */
  private aside(id: string, incoming: string): string {
    const letter = `u${"'".repeat(this.named++)}`;
    const named = this.term(id, letter);
    this.asides.push(aligned(letter, incoming));
    this.updates.set(id, named);
    return named;
  }

  /** What comes in on the inputs that carry signals: not weights, nor the order that an unshuffle is told. */
  private incoming(node: ResolvedNode, depth: number, names: Names): string[] {
    const ports = node.inputs.filter(
      ({ kinds }) => !kinds.every((kind) => kind === 'weights' || kind === 'index'),
    );
    return ports.flatMap((port) =>
      this.sources(node.id, port.name).map((from) => {
        const inner = this.signal(from, depth + 1, names);
        return this.stops(node, port, from) ? `${this.term(node.id, '\\operatorname{sg}')}(${inner})` : inner;
      }),
    );
  }

  /** Targets let no gradient through though no stop-gradient is drawn: the formula says so. */
  private stops({ spec }: ResolvedNode, port: InputPort, from: Source): boolean {
    if (!port.cutsGradient || !spec.id.startsWith('target.')) return false;
    return this.graph.nodes.get(from.node)?.spec.id !== 'flow.stopGradient';
  }

  private symbol(node: ResolvedNode): string {
    const { follows } = node.weights;
    if (follows) this.followers.add(follows.by.id);
    const letter = this.letters.module(node);
    const views = viewIndex(this.graph, node.id);
    return views === '' ? letter : `${letter}_{${views}}`;
  }

  private updateLine(id: string, incoming: string): void {
    const node = this.graph.nodes.get(id)!;
    const line = update(node, incoming);
    if (line === null) return;
    const [left, right] = line.split(' &') as [string, string];
    this.lines.push(`${this.term(id, left)} &${right}`);
    this.values(id, line);
  }

  private followerLine(id: string): void {
    const node = this.graph.nodes.get(id);
    const set = [...this.graph.nodes.values()].find(({ weights }) => weights.follows?.by.id === id)?.weights;
    const formula = node?.spec.formula?.split(',\\quad')[0];
    if (!node || !set?.follows || !formula) return;
    const [own, source] = [this.letters.weights(set), set.follows.source];
    const followed = source ? this.letters.weights(source) : '\\theta';
    const line = formula
      .replaceAll("\\theta'", '\\own ')
      .replace(/\\theta(?![A-Za-z_])/g, () => followed)
      .replaceAll('\\own ', own);
    const [left, arrow, right] = /^(.*?) (=|\\leftarrow) (.*)$/.exec(line)?.slice(1) ?? [line, '', ''];
    this.lines.push(`${this.term(id, left!)} &${arrow} ${this.term(id, right!)}`);
    const { momentum, finalMomentum, schedule } = node.params;
    if (schedule === 'cosine' || schedule === 'linear') {
      const course = `m = ${String(momentum)} \\to ${String(finalMomentum)}`;
      this.lines.push(`&${this.term(id, course)}`);
    } else this.values(id, line);
  }

  private term(node: string, tex: string): string {
    const known = this.nodes.indexOf(node);
    const term = known >= 0 ? known : this.nodes.push(node) - 1;
    return `\\htmlData{term=${term}}{${tex}}`;
  }

  private sources(node: string, port: string): Source[] {
    return this.graph.edges.filter(({ to }) => to.node === node && to.port === port).map(({ from }) => from);
  }

  private source(node: string, port: string): Source | undefined {
    return this.sources(node, port)[0];
  }
}

/** A loss in a sum: its coefficient and the nodes that gave it, outermost first. */
interface Summand {
  readonly loss: string;
  readonly factor: number;
  readonly around: readonly string[];
}

function aligned(left: string, right: string): string {
  return `${left} &= ${right}`;
}

/** What a marked formula shows, where it is one term alone. */
function plain(tex: string): string {
  return /^\\htmlData\{term=\d+\}\{([^{}]*)\}$/.exec(tex)?.[1] ?? tex;
}

function portSymbol({ symbol, label }: InputPort): string {
  return symbol ?? (/^[a-zA-Z]$/.test(label) ? label : texText(label));
}
