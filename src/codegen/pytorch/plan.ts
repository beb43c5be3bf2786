import { assert, defined } from '../../base/assert.ts';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { findDataset } from '../../ir/datasets.ts';
import type { Program, Weight } from '../../ir/program.ts';
import type { ResolvedNode } from '../../compiler/resolve.ts';
import type { TracedDrawing } from '../../compiler/trace-drawing.ts';
import type { WeightSet } from '../../compiler/weight-set.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';
import type { EmitContext, ModulePart, Slot, Value } from './emission.ts';
import { gather } from './library/distributed.ts';
import { follow, followBuffers, follower, holdStatistics } from './library/layers.ts';
import { liveNodes } from './live-nodes.ts';
import { LIBRARY_NAMES } from './library/index.ts';
import { literal } from './literal.ts';
import { Names, snakeCase } from './names.ts';
import { EMITTERS } from './emitters/index.ts';
import { scheduleText } from './schedule-text.ts';
import type { Snippet } from './snippet.ts';

/** A line of the code with the node it comes from. */
export interface Line {
  readonly text: string;
  readonly node: string;
}

/** A tensor that the forward pass is given. */
export interface ModelInput {
  readonly name: string;
  /** `node.port` of the canvas. */
  readonly signal: string;
  /** An augmentation pipeline, or what the data gives as it is. */
  readonly kind: 'views' | 'images' | 'labels' | 'index';
  readonly node: string;
  readonly views: number;
}

/** All that the model's code says, before it is laid out in a file. */
export interface ModelPlan {
  readonly inputs: readonly ModelInput[];
  readonly snippets: ReadonlySet<Snippet>;
  readonly init: readonly Line[];
  readonly forward: readonly Line[];
  /** Behind the forward pass, in training. */
  readonly commits: readonly Line[];
  readonly loss: string;
  /** The optimiser's node. */
  readonly optimiser: ResolvedNode;
  readonly usesStep: boolean;
  /** What moves before a step's forward pass, and after the optimiser. */
  readonly before: readonly Line[];
  readonly after: readonly Line[];
  /** Where each weight and state of the canvas is in the `state_dict`. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Keys of parameters that stay as they began for so many first steps. */
  readonly frozen: ReadonlyMap<string, number>;
  /** Attributes of predictors, whose learning rate may be their own. */
  readonly predictors: readonly string[];
  /** The embedding of plain `images` that is evaluated: the last line is an expression. */
  readonly embed: readonly Line[];
}

class NotExported extends Error {
  readonly diagnostic: Diagnostic;
  constructor(node: string, problem: string) {
    const diagnostic = diagnose('EMIT_NOT_EXPORTED', { node, problem }, { node });
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** What the model of a drawing without errors is, in PyTorch; or why it cannot be said faithfully. */
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
  readonly #names = new Names(LIBRARY_NAMES);
  readonly #attributes = new Names();
  readonly #values = new Map<string, Value>();
  readonly #gathered = new Map<string, Value>();
  readonly #snippets = new Set<Snippet>();
  readonly #inputs: ModelInput[] = [];
  readonly #init: Line[] = [];
  readonly #forward: Line[] = [];
  readonly #commits: Line[] = [];
  readonly #slots = new Map<string, Slot>();
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
    const optimisers = nodes.filter(({ spec }) => spec.optimiser);
    const [optimiser] = optimisers;
    assert(optimiser !== undefined, 'a program without errors minimises something');
    if (optimisers.length > 1) {
      throw new NotExported(
        optimisers[1]!.id,
        'a second optimiser is not exported: add the losses up in one',
      );
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
    const { before, after } = this.#followers();
    const plan: Omit<ModelPlan, 'usesStep'> = {
      inputs: this.#inputs,
      snippets: this.#snippets,
      init: this.#init,
      forward: this.#forward,
      commits: this.#commits,
      loss: loss.text,
      embed,
      optimiser,
      before,
      after: [...this.#renormalised(), ...after],
      slots: this.#slots,
      frozen: this.#frozen(),
      predictors: this.#predictors(),
    };
    return { ...plan, usesStep: this.#usesStep };
  }

  #emit(node: ResolvedNode): void {
    if (node.spec.data) return this.#emitData(node);
    if (node.spec.id === 'augment.pipeline') return this.#emitPipeline(node);
    const emitter = EMITTERS.get(node.spec.id);
    if (!emitter) throw new NotExported(node.id, `nodes of the type ${node.spec.id} are not exported`);
    const context = this.#context(node);
    if (emitter.module && (emitter.hasModule?.(node.params) ?? true)) {
      this.#module(node.weights, node);
      const { follows } = node.weights;
      const copied = follows?.source && follows.by.spec.follow!.start(follows.by.params) === 'copy';
      const always = copied ? (this.#prepared.get(follows.source!.id) ?? '') !== '' : false;
      const prepare = emitter.prepare?.(context, always) ?? [];
      const before = this.#prepared.get(node.weights.id);
      const now = prepare.join('\n');
      if (before !== undefined && before !== now) {
        throw new NotExported(
          node.id,
          'it shares its module with a node that is called in another way (batch statistics in parts, or drop path)',
        );
      }
      if (before === undefined) {
        this.#prepared.set(node.weights.id, now);
        for (const text of prepare) this.#init.push({ text, node: node.id });
      }
    }
    const wanted = this.#variableFor(node);
    const emitted = Object.entries(emitter.forward(context));
    const outputs = emitted.filter(([port]) => context.isUsed(port));
    if (outputs.length === 0 && emitted[0] && !emitted[0][1].bare) {
      // called for what it does to running statistics
      this.#forward.push({ text: emitted[0][1].text, node: node.id });
    }
    for (const [port, { text, place, bare }] of outputs) {
      const { tensor, views } = defined(
        this.#traced.signals.get(`${node.id}.${port}`),
        'outputs of a drawing without errors are inferred',
      );
      let name = text;
      if (!bare) {
        name = this.#names.take(outputs.length > 1 ? `${wanted}_${snakeCase(port)}` : wanted);
        this.#forward.push({ text: `${name} = ${text}`, node: node.id });
      }
      this.#values.set(`${node.id}.${port}`, {
        text: name,
        views,
        shape: tensor.shape,
        place,
        dtype: tensor.dtype,
      });
    }
  }

  /** What the retrieval probe looks at, or the first encoder, computed from plain images. */
  #embed(): Line[] {
    const { graph, order, signals } = this.#traced;
    const encoders = order
      .map((id) => graph.nodes.get(id)!)
      .filter(({ id, spec }) => this.#live.has(id) && spec.id.startsWith('encoder.'));
    const probed = graph.edges
      .filter(({ to }) => this.#typeOf(to.node) === 'probe.retrieval')
      .map(({ from }) => from.node);
    const node = encoders.find(({ id }) => probed.includes(id)) ?? encoders[0];
    if (!node) return [{ text: 'images.flatten(1)', node: '' }];
    const wire = graph.edges.find(({ to }) => to.node === node.id && to.port === 'images')!;
    const { tensor } = signals.get(`${wire.from.node}.${wire.from.port}`)!;
    const images: Value = { text: 'images', views: 1, shape: tensor.shape, place: 'local' };
    const lines: Line[] = [];
    const { embedding } = EMITTERS.get(node.spec.id)!.forward({
      ...this.#context(node),
      input: () => images,
      isUsed: (port) => port === 'embedding',
      write: (text) => void lines.push({ text, node: node.id }),
    });
    return [...lines, { text: embedding!.text, node: node.id }];
  }

  /** A variable for what a node computes: named after it; a loss says so. */
  #variableFor({ id, spec }: ResolvedNode): string {
    const name = snakeCase(id);
    if (!spec.id.startsWith('loss.')) return LIBRARY_NAMES.includes(name) ? `${name}_output` : name;
    const others = [...this.#live].filter((other) => other !== id && this.#typeOf(other).startsWith('loss.'));
    if (others.length === 0) return 'loss';
    return /(^|_)loss$/.test(name) ? name : `${name}_loss`;
  }

  #emitData(node: ResolvedNode): void {
    const context = this.#context(node);
    for (const port of ['images', 'labels', 'index'] as const) {
      const readers = this.#readers(node.id, port).filter(
        (reader) => this.#live.has(reader) && this.#typeOf(reader) !== 'augment.pipeline',
      );
      if (readers.length === 0 || !context.isUsed(port)) continue;
      this.#addInput(node, port, port);
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
    const name = this.#names.take(kind === 'views' ? snakeCase(node.id) : kind);
    this.#inputs.push({ name, signal, kind, node: node.id, views });
    const value: Value = { text: name, views, shape: tensor.shape, place: 'local', dtype: tensor.dtype };
    this.#values.set(signal, value);
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
    const write = (text: string) => this.#forward.push({ text, node: node.id });
    return {
      node,
      params: node.params,
      batchSize: trace.batchSize,
      imageSize: dataset && { height: dataset.height, width: dataset.width },
      datasetCount: dataset?.count ?? 0,
      module: `self.${this.#attribute(node.weights)}`,
      input: (port) => defined(incoming(port)[0], `${port} of ${node.id} is connected`),
      optional: (port) => incoming(port)[0],
      all: incoming,
      gathered: (value) => this.#gather(value, node.id),
      output: (port) => {
        const { tensor, views } = signals.get(`${node.id}.${port}`)!;
        return { shape: tensor.shape, views };
      },
      isUsed: (port) => this.#readers(node.id, port).some((reader) => this.#live.has(reader)),
      use: (snippet) => {
        this.#snippets.add(snippet);
        return snippet.name;
      },
      write,
      atEnd: (text) => void this.#commits.push({ text, node: node.id }),
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
    return { text: '', views, shape: tensor.shape, place: 'local', dtype: tensor.dtype };
  }

  #gather(value: Value, node: string): Value {
    if (value.place === 'global' || value.shape.length === 0) return value;
    const known = this.#gathered.get(value.text);
    if (known) return known;
    this.#snippets.add(gather);
    const name = this.#names.take(`all_${value.text}`);
    const views = value.views === 1 ? '' : `, ${value.views}`;
    this.#forward.push({ text: `${name} = gather(${value.text}${views})`, node });
    const all: Value = { ...value, text: name, place: 'global' };
    this.#gathered.set(value.text, all);
    return all;
  }

  /** The attribute that holds the weights: named after the first node that uses them. */
  #attribute(set: WeightSet): string {
    const known = this.#modules.get(set.id);
    if (known !== undefined) return known;
    const users = this.#traced.order.filter((id) => this.#traced.graph.nodes.get(id)!.weights.id === set.id);
    const user = users.find((id) => this.#live.has(id)) ?? users[0] ?? set.id;
    const attribute = this.#attributes.take(snakeCase(user));
    this.#modules.set(set.id, attribute);
    return attribute;
  }

  /** Makes the module of a weight set, after those it is made from. */
  #module(set: WeightSet, user: ResolvedNode): void {
    if (this.#parts.has(set.id)) return;
    const own = this.#context(user);
    const part = EMITTERS.get(user.spec.id)!.module!(own);
    const attribute = this.#attribute(set);
    this.#parts.set(set.id, part);
    const by = set.follows?.by;
    const source = set.follows?.source;
    if (source) this.#module(source, this.#userOf(source) ?? user);
    const copied = source && by!.spec.follow!.start(by!.params) === 'copy';
    let text = part.text;
    if (copied) {
      this.#snippets.add(follower);
      text = `follower(self.${this.#attribute(source)})`;
    } else if (set.follows) text = `${part.text}.requires_grad_(False)`;
    this.#init.push({ text: `self.${attribute} = ${text}`, node: user.id });
    if (source && by!.spec.follow!.buffers(by!.params)) {
      this.#snippets.add(holdStatistics);
      this.#init.push({ text: `hold_statistics(self.${attribute})`, node: by!.id });
    }
    for (const [name, slot] of part.slots) {
      this.#slots.set(`${set.id}.${name}`, { ...slot, key: `${attribute}.${slot.key}` });
    }
  }

  #userOf(set: WeightSet): ResolvedNode | undefined {
    return [...this.#traced.graph.nodes.values()].find(({ weights }) => weights.id === set.id);
  }

  /** Weights of exported modules, with their keys. */
  #weights(): [Weight, Slot][] {
    return this.#program.weights.flatMap((weight) => {
      const slot = this.#slots.get(weight.id);
      return slot ? [[weight, slot] as [Weight, Slot]] : [];
    });
  }

  /** Parameters that no gradient reaches are not trained, and not waited for by other processes. */
  #stopUnreached(): void {
    const keys = this.#weights()
      .filter(([{ role }]) => role === 'unreachable')
      .map(([, { key }]) => key);
    if (keys.length === 0) return;
    this.#init.push(
      { text: `for name in ${literal(keys)}:`, node: '' },
      { text: '    self.get_parameter(name).requires_grad_(False)', node: '' },
    );
  }

  #frozen(): Map<string, number> {
    return new Map(
      this.#weights().flatMap(([{ role, frozenSteps }, { key }]) =>
        role === 'trained' && frozenSteps ? [[key, frozenSteps] as const] : [],
      ),
    );
  }

  #predictors(): string[] {
    const nodes = this.#weights()
      .filter(([{ part, role }]) => part === 'predictor' && role === 'trained')
      .map(([, { key }]) => key.split('.')[0]!);
    return [...new Set(nodes)];
  }

  /** Rows of length 1 are given it back after the optimiser's step. */
  #renormalised(): Line[] {
    const found = this.#weights().filter(([{ unitRows, role }]) => unitRows && role === 'trained');
    return found.map(([{ node }, { key }]) => ({
      text: `self.${key.split('.')[0]}.renormalise()`,
      node,
    }));
  }

  /** What moves followers, each after what it follows. */
  #followers(): { before: Line[]; after: Line[] } {
    const [before, after]: [Line[], Line[]] = [[], []];
    const done = new Set<string>();
    const visit = (set: WeightSet): void => {
      if (done.has(set.id)) return;
      done.add(set.id);
      const { by, source } = set.follows ?? {};
      if (!by || !source) return;
      visit(source);
      const { follow: part, id } = by.spec;
      if (!part?.next || !this.#parts.has(set.id)) return;
      const lines = part.timing(by.params) === 'beforeForward' ? before : after;
      const [target, followed] = [`self.${this.#attribute(set)}`, `self.${this.#attribute(source)}`];
      this.#snippets.add(follow);
      const add = (text: string) => lines.push({ text, node: by.id });
      const buffers = part.buffers(by.params);
      if (buffers) this.#snippets.add(followBuffers);
      const move = (momentum: string, indent = '') => {
        add(`${indent}follow(${target}, ${followed}, ${momentum})`);
        if (buffers) add(`${indent}follow_buffers(${target}, ${followed}, ${momentum})`);
      };
      if (id === 'flow.snapshot') {
        add(`if (step + 1) % ${String(by.params['every'])} == 0:`);
        return move('0.0', '    ');
      }
      const { momentum, schedule, finalMomentum } = by.params as {
        momentum: number;
        schedule: 'constant' | 'cosine' | 'linear';
        finalMomentum: number;
      };
      const { steps } = this.#traced.trace;
      const course =
        schedule === 'constant'
          ? ({ kind: 'constant', value: momentum } as const)
          : ({ kind: schedule, steps, start: momentum, end: finalMomentum } as const);
      const value = scheduleText(course, 'steps', (snippet) => this.#snippets.add(snippet));
      if (schedule === 'constant') return move(value);
      const name = snakeCase(by.id) + '_momentum';
      if (!lines.some(({ text }) => text === `${name} = ${value}`)) add(`${name} = ${value}`);
      move(name);
    };
    for (const { weights } of this.#traced.graph.nodes.values()) {
      if (this.#parts.has(weights.id)) visit(weights);
    }
    return { before, after };
  }
}
