import { assert, defined } from '../../base/assert.ts';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { findDataset } from '../../ir/datasets.ts';
import type { Program, Weight } from '../../ir/program.ts';
import type { ResolvedNode, WeightSet } from '../../compiler/resolved-graph.ts';
import type { TracedDrawing } from '../../compiler/trace-drawing.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';
import { liveNodes } from '../live-nodes.ts';
import { markStatement } from '../origins.ts';
import type { Snippet } from '../snippet.ts';
import type { EmitContext, ModulePart, Value } from './emission.ts';
import { EMITTERS } from './emitters/index.ts';
import { followers, type Movement } from './followers.ts';
import { camelCase, Identifiers } from './javascript.ts';
import { LIBRARY_NAMES } from './library/index.ts';
import { follower, frozen, holdStatistics } from './library/layers.ts';

/** A tensor that the loss is given. */
export interface ModelInput {
  readonly name: string;
  /** `node.port` of the canvas. */
  readonly signal: string;
  /** An augmentation pipeline, or what the data gives as it is. */
  readonly kind: 'views' | 'images' | 'labels' | 'index';
  readonly node: string;
  readonly views: number;
}

/** All that the module's code says of the model, before it is laid out in a file. */
export interface ModelPlan extends Movement {
  readonly inputs: readonly ModelInput[];
  readonly snippets: ReadonlySet<Snippet>;
  /** Statements of the constructor, and of the loss up to its result. */
  readonly constructing: readonly string[];
  readonly forward: readonly string[];
  /** Behind the loss: what changes state. */
  readonly commits: readonly string[];
  readonly loss: string;
  readonly optimiser: ResolvedNode;
  readonly usesStep: boolean;
  /** Path of each weight and state of the canvas among the model's variables. */
  readonly slots: ReadonlyMap<string, string>;
  /** Paths of variables that stay as they began for so many first steps. */
  readonly frozen: ReadonlyMap<string, number>;
  /** Attributes of predictors, whose learning rate may be their own. */
  readonly predictors: readonly string[];
  /** The embedding of plain `images` that is evaluated: the last line is an expression. */
  readonly embed: readonly string[];
}

class NotExported extends Error {
  readonly diagnostic: Diagnostic;
  constructor(node: string, problem: string) {
    const diagnostic = diagnose('EMIT_NOT_EXPORTED', { node, problem }, { node });
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** What the model of a drawing without errors is, with tfjs; or why it cannot be said faithfully. */
export function planModel(
  traced: TracedDrawing,
  program: Program,
): { readonly plan: ModelPlan } | { readonly refused: Diagnostic } {
  try {
    return { plan: new Planner(traced, program).plan() };
  } catch (error) {
    if (error instanceof NotExported) return { refused: error.diagnostic };
    throw error;
  }
}

class Planner {
  readonly #traced: TracedDrawing;
  readonly #program: Program;
  readonly #live: ReadonlySet<string>;
  readonly #names = new Identifiers(LIBRARY_NAMES);
  readonly #attributes = new Identifiers();
  readonly #values = new Map<string, Value>();
  readonly #snippets = new Set<Snippet>();
  readonly #inputs: ModelInput[] = [];
  readonly #constructing: string[] = [];
  readonly #forward: string[] = [];
  readonly #commits: string[] = [];
  readonly #slots = new Map<string, string>();
  /** Attributes by the weight set's id. */
  readonly #modules = new Map<string, string>();
  readonly #parts = new Map<string, ModulePart>();
  /** Statements about how a module is called, by weight set: nodes that share it must agree. */
  readonly #prepared = new Map<string, string>();
  #usesStep = false;

  constructor(traced: TracedDrawing, program: Program) {
    this.#traced = traced;
    this.#program = program;
    this.#live = liveNodes(traced);
  }

  plan(): ModelPlan {
    const nodes = this.#traced.order.map((id) => this.#traced.graph.nodes.get(id)!);
    const [optimiser, second] = nodes.filter(({ spec }) => spec.optimiser);
    assert(optimiser !== undefined, 'a program without errors minimises something');
    if (second) {
      throw new NotExported(second.id, 'a second optimiser is not exported: add the losses up in one');
    }
    for (const node of nodes) {
      if (this.#live.has(node.id) && !node.spec.optimiser) this.#emit(node);
    }
    const wire = this.#traced.graph.edges.find(({ to }) => to.node === optimiser.id && to.port === 'loss');
    const loss = defined(
      wire && this.#values.get(`${wire.from.node}.${wire.from.port}`),
      'the loss is emitted',
    );
    const embed = this.#embed();
    this.#stopUnreached();
    const moved = followers(this.#traced, (set) => this.#parts.has(set.id), {
      attribute: (set) => `this.${this.#attribute(set)}`,
      use: (snippet) => this.#snippets.add(snippet),
    });
    return {
      inputs: this.#inputs,
      snippets: this.#snippets,
      constructing: this.#constructing,
      forward: this.#forward,
      commits: this.#commits,
      loss: loss.text,
      embed,
      optimiser,
      before: moved.before,
      after: [...this.#renormalised(), ...moved.after],
      slots: this.#slots,
      frozen: this.#frozen(),
      predictors: this.#predictors(),
      usesStep: this.#usesStep,
    };
  }

  #emit(node: ResolvedNode): void {
    if (node.spec.data) return this.#emitData(node);
    if (node.spec.id === 'augment.pipeline') return this.#emitPipeline(node);
    const emitter = EMITTERS.get(node.spec.id);
    if (!emitter) throw new NotExported(node.id, `nodes of the type ${node.spec.id} are not exported`);
    const context = this.#context(node);
    if (emitter.module && (emitter.hasModule?.(node.params) ?? true)) {
      this.#module(node.weights, node);
      this.#prepare(node, (always) => emitter.prepare?.(context, always) ?? []);
    }
    const wanted = this.#variableFor(node);
    const emitted = Object.entries(emitter.forward(context));
    const outputs = emitted.filter(([port]) => context.isUsed(port));
    if (outputs.length === 0 && emitted[0] && !emitted[0][1].bare) {
      // called for what it does to running statistics
      this.#forward.push(of(node, `${emitted[0][1].text};`));
    }
    for (const [port, { text, bare }] of outputs) {
      const { tensor, views } = defined(
        this.#traced.signals.get(`${node.id}.${port}`),
        'outputs of a drawing without errors are inferred',
      );
      let name = text;
      if (!bare) {
        name = this.#names.take(outputs.length > 1 ? camelCase(`${wanted} ${port}`) : wanted);
        this.#forward.push(of(node, `const ${name} = ${text};`));
      }
      this.#values.set(`${node.id}.${port}`, { text: name, views, shape: tensor.shape, dtype: tensor.dtype });
    }
  }

  #prepare(node: ResolvedNode, statements: (always: boolean) => readonly string[]): void {
    const { follows, id } = node.weights;
    const copied = follows?.source && follows.by.spec.follow!.start(follows.by.params) === 'copy';
    const always = copied ? (this.#prepared.get(follows.source!.id) ?? '') !== '' : false;
    const prepare = statements(always);
    const before = this.#prepared.get(id);
    const now = prepare.join('\n');
    if (before !== undefined && before !== now) {
      throw new NotExported(
        node.id,
        'it shares its module with a node that is called in another way (batch statistics in parts, or drop path)',
      );
    }
    if (before !== undefined) return;
    this.#prepared.set(id, now);
    this.#constructing.push(...prepare.map((line) => of(node, line)));
  }

  /** What the retrieval probe looks at, or the first encoder, computed from plain images. */
  #embed(): string[] {
    const { graph, order, signals } = this.#traced;
    const encoders = order
      .map((id) => graph.nodes.get(id)!)
      .filter(({ id, spec }) => this.#live.has(id) && spec.id.startsWith('encoder.'));
    const probed = graph.edges
      .filter(({ to }) => this.#typeOf(to.node) === 'probe.retrieval')
      .map(({ from }) => from.node);
    const node = encoders.find(({ id }) => probed.includes(id)) ?? encoders[0];
    if (!node) return ['images.reshape([images.shape[0], -1])'];
    const wire = graph.edges.find(({ to }) => to.node === node.id && to.port === 'images')!;
    const { tensor } = signals.get(`${wire.from.node}.${wire.from.port}`)!;
    const images: Value = { text: 'images', views: 1, shape: tensor.shape };
    const lines: string[] = [];
    const { embedding } = EMITTERS.get(node.spec.id)!.forward({
      ...this.#context(node),
      evaluating: true,
      input: () => images,
      isUsed: (port) => port === 'embedding',
      write: (text) => void lines.push(text),
    });
    return [...lines, embedding!.text];
  }

  /** A variable for what a node computes: named after it. */
  #variableFor({ id, spec }: ResolvedNode): string {
    const name = camelCase(id);
    if (spec.id.startsWith('loss.')) {
      const others = [...this.#live].some((other) => other !== id && this.#typeOf(other).startsWith('loss.'));
      if (!others) return 'result';
      return /loss$/i.test(name) ? name : `${name}Loss`;
    }
    return LIBRARY_NAMES.includes(name) ? `${name}Output` : name;
  }

  #emitData(node: ResolvedNode): void {
    const context = this.#context(node);
    for (const port of ['images', 'labels', 'index'] as const) {
      const readers = this.#readers(node.id, port).filter(
        (reader) => this.#live.has(reader) && this.#typeOf(reader) !== 'augment.pipeline',
      );
      if (readers.length > 0 && context.isUsed(port)) this.#addInput(node, port, port);
    }
  }

  #emitPipeline(node: ResolvedNode): void {
    const source = this.#traced.graph.edges.find(({ to }) => to.node === node.id && to.port === 'images');
    if (!source || !this.#traced.graph.nodes.get(source.from.node)?.spec.data) {
      throw new NotExported(
        node.id,
        'an augmentation pipeline is exported where images come to it straight from the data',
      );
    }
    this.#addInput(node, 'images', 'views');
  }

  #addInput(node: ResolvedNode, port: string, kind: ModelInput['kind']): void {
    const signal = `${node.id}.${port}`;
    const { tensor, views } = this.#traced.signals.get(signal)!;
    const id = camelCase(node.id);
    // what makes a view is a function named after it
    const free = LIBRARY_NAMES.includes(`${id}View`) ? `${id}Images` : id;
    const name = this.#names.take(kind === 'views' ? free : kind);
    this.#inputs.push({ name, signal, kind, node: node.id, views });
    this.#values.set(signal, { text: name, views, shape: tensor.shape, dtype: tensor.dtype });
  }

  #typeOf(id: string): string {
    return this.#traced.graph.nodes.get(id)!.spec.id;
  }

  #readers(node: string, port: string): string[] {
    return this.#traced.graph.edges
      .filter(({ from }) => from.node === node && from.port === port)
      .map(({ to }) => to.node);
  }

  #context(node: ResolvedNode): EmitContext {
    const { graph, trace, signals } = this.#traced;
    const incoming = (port: string): Value[] =>
      graph.edges
        .filter(({ to, from }) => to.node === node.id && to.port === port && from.port !== WEIGHTS_PORT)
        .map(({ from }) => this.#value(`${from.node}.${from.port}`));
    const dataset = trace.dataset === undefined ? undefined : findDataset(trace.dataset);
    return {
      node,
      params: node.params,
      batchSize: trace.batchSize,
      imageSize: dataset && { height: dataset.height, width: dataset.width },
      datasetCount: dataset?.count ?? 0,
      module: `this.${this.#attribute(node.weights)}`,
      evaluating: false,
      input: (port) => defined(incoming(port)[0], `${port} of ${node.id} is connected`),
      optional: (port) => incoming(port)[0],
      all: incoming,
      output: (port) => {
        const { tensor, views } = signals.get(`${node.id}.${port}`)!;
        return { shape: tensor.shape, views };
      },
      isUsed: (port) => this.#readers(node.id, port).some((reader) => this.#live.has(reader)),
      use: (snippet) => {
        this.#snippets.add(snippet);
        return snippet.name;
      },
      write: (text) => void this.#forward.push(of(node, text)),
      atEnd: (text) => void this.#commits.push(of(node, text)),
      step: () => {
        this.#usesStep = true;
        return 'step';
      },
      variable: (wanted) => this.#names.take(wanted),
      refuse: (problem) => {
        throw new NotExported(node.id, problem);
      },
    };
  }

  /** A signal; of one that is not emitted, only its shape, for modules that are made from it. */
  #value(signal: string): Value {
    const known = this.#values.get(signal);
    if (known) return known;
    const { tensor, views } = defined(this.#traced.signals.get(signal), `${signal} is inferred`);
    return { text: '', views, shape: tensor.shape, dtype: tensor.dtype };
  }

  /** The attribute that holds the weights: named after the first node that uses them. */
  #attribute(set: WeightSet): string {
    const known = this.#modules.get(set.id);
    if (known !== undefined) return known;
    const users = this.#traced.order.filter((id) => this.#traced.graph.nodes.get(id)!.weights.id === set.id);
    const user = users.find((id) => this.#live.has(id)) ?? users[0] ?? set.id;
    const attribute = this.#attributes.take(camelCase(user));
    this.#modules.set(set.id, attribute);
    return attribute;
  }

  /** Makes the module of a weight set, after those it is made from. */
  #module(set: WeightSet, user: ResolvedNode): void {
    if (this.#parts.has(set.id)) return;
    const part = EMITTERS.get(user.spec.id)!.module!(this.#context(user));
    const attribute = this.#attribute(set);
    this.#parts.set(set.id, part);
    const { by, source } = set.follows ?? {};
    if (source) this.#module(source, this.#userOf(source) ?? user);
    let { text } = part;
    if (source && by!.spec.follow!.start(by!.params) === 'copy') {
      this.#snippets.add(follower);
      text = `follower(this.${this.#attribute(source)})`;
    } else if (set.follows) {
      this.#snippets.add(frozen);
      text = `frozen(${part.text})`;
    }
    this.#constructing.push(of(user, `this.${attribute} = ${text};`));
    if (source && by!.spec.follow!.buffers(by!.params)) {
      this.#snippets.add(holdStatistics);
      this.#constructing.push(`holdStatistics(this.${attribute});`);
    }
    for (const [name, path] of part.slots) this.#slots.set(`${set.id}.${name}`, `${attribute}.${path}`);
  }

  #userOf(set: WeightSet): ResolvedNode | undefined {
    return [...this.#traced.graph.nodes.values()].find(({ weights }) => weights.id === set.id);
  }

  /** Weights of exported modules, with their paths. */
  #weights(): [Weight, string][] {
    return this.#program.weights.flatMap((weight) => {
      const path = this.#slots.get(weight.id);
      return path === undefined ? [] : [[weight, path] as [Weight, string]];
    });
  }

  /** Variables that no gradient reaches are not trained. */
  #stopUnreached(): void {
    const paths = this.#weights().flatMap(([{ role }, path]) => (role === 'unreachable' ? [path] : []));
    for (const path of paths) this.#constructing.push(`this.${memberPath(path)}.trainable = false;`);
  }

  #frozen(): Map<string, number> {
    return new Map(
      this.#weights().flatMap(([{ role, frozenSteps }, path]) =>
        role === 'trained' && frozenSteps ? [[path, frozenSteps] as const] : [],
      ),
    );
  }

  #predictors(): string[] {
    const found = this.#weights().filter(([{ part, role }]) => part === 'predictor' && role === 'trained');
    return [...new Set(found.map(([, path]) => path.split('.')[0]!))];
  }

  /** Rows of length 1 are given it back after the optimiser's step. */
  #renormalised(): string[] {
    const found = this.#weights().filter(([{ unitRows, role }]) => unitRows && role === 'trained');
    return found.map(([, path]) => `this.${path.split('.')[0]}.renormalise();`);
  }
}

/** `encoder.layers.0.kernel` → `encoder.layers[0].kernel`. */
/** A statement that is written for a node. */
const of = ({ id }: ResolvedNode, text: string): string => markStatement(text, id, '//');

function memberPath(path: string): string {
  return path.replace(/\.(\d+)/g, '[$1]');
}
