import { defined } from '../../base/assert.ts';
import type { Operation } from '../../ir/operation.ts';
import type { ValueId } from '../../ir/value.ts';
import { Identifiers } from '../naming/identifiers.ts';
import { numberCode, textCode, type Expression } from './expression.ts';
import { isWrapped, printOperation } from './print-operation.ts';
import { batchNormIdiom, Definitions, l2NormalizeIdiom, meanIdiom } from './raise-idioms.ts';

/** Longest code that is written where it is used instead of getting a name. */
const INLINE = 84;

/** What the function's values are called before it begins. */
export interface Leaf extends Expression {
  readonly shape: readonly number[];
  /** The name within the module, of a weight or a state of its own. */
  readonly own?: { readonly kind: 'weight' | 'state'; readonly name: string };
}

export interface FunctionSource {
  /** In the order they were traced in; what nothing needs is left out when it is printed. */
  readonly operations: readonly Operation[];
  leaf(id: ValueId): Leaf | undefined;
  /** What the function gives, by the name it has there. */
  readonly outputs: ReadonlyMap<string, ValueId>;
  /** States (by their name within the module) with the values they get. */
  readonly commits: ReadonlyMap<string, ValueId>;
  /** Values through which gradient may flow. */
  readonly carrying: ReadonlySet<ValueId>;
  /** Values that are states of a running statistic for someone else: their update counts as used. */
  readonly observed: ReadonlySet<ValueId>;
  readonly parameters: readonly string[];
  readonly anyShape?: boolean;
  use(helper: string): string;
}

export interface PrintedFunction {
  /** Statements, without indentation. */
  readonly lines: readonly string[];
  /** Leaves the code names. */
  readonly leaves: ReadonlySet<ValueId>;
  /** An operation that tfjs cannot say. */
  readonly unprintable?: Operation;
}

/** What a value is called where it needs a name and no weight lends it one. */
const NAMES: Readonly<Record<string, string>> = {
  add: 'sum',
  sub: 'difference',
  mul: 'scaled',
  div: 'quotient',
  sum: 'total',
  max: 'largest',
  maximum: 'bounded',
  minimum: 'bounded',
  matMul: 'product',
  concat: 'joined',
  exp: 'exponentials',
  log: 'logarithm',
  square: 'squares',
  sqrt: 'root',
  rsqrt: 'scale',
  transpose: 'turned',
  reshape: 'reshaped',
  slice: 'part',
  equal: 'mask',
  greater: 'mask',
  step: 'mask',
  softmax: 'probabilities',
  logSoftmax: 'logProbabilities',
  stopGradient: 'fixed',
  gather: 'rows',
  constant: 'numbers',
  conv2d: 'map',
  maxPool2d: 'pooled',
  batchNorm: 'normalised',
  colorJitter: 'jittered',
  broadcastTo: 'repeated',
  select: 'chosen',
  relu: 'rectified',
  pad: 'padded',
  oneHot: 'oneHot',
  mean: 'mean',
  l2Normalize: 'unit',
};

export function printFunction(source: FunctionSource): PrintedFunction {
  return new Printer(source).print();
}

class Printer {
  readonly #source: FunctionSource;
  readonly #definitions: Definitions;
  readonly #names: Identifiers;
  readonly #lines: string[] = [];
  readonly #done = new Map<ValueId, Expression>();
  readonly #uses = new Map<ValueId, number>();
  readonly #leaves = new Set<ValueId>();
  readonly #live: Operation[];
  readonly #shapes = new Map<ValueId, readonly number[]>();
  readonly #raised = new Map<Operation, Raised>();
  #unprintable: Operation | undefined;

  constructor(source: FunctionSource) {
    this.#source = source;
    this.#definitions = new Definitions(source.operations);
    this.#names = new Identifiers(source.parameters);
    for (const { outputs, types } of source.operations)
      outputs.forEach((id, i) => this.#shapes.set(id, types[i]!.shape));
    this.#live = this.#findLive();
  }

  #shapeOf = (id: ValueId): readonly number[] =>
    this.#shapes.get(id) ?? defined(this.#source.leaf(id), `${id} is known`).shape;

  /** What outputs and commits need, idioms taken for one operation each. Counts uses on the way. */
  #findLive(): Operation[] {
    const { operations, outputs, commits, observed } = this.#source;
    const wanted = new Set<ValueId>();
    const want = (id: ValueId): void => {
      wanted.add(id);
      this.#uses.set(id, (this.#uses.get(id) ?? 0) + 1);
    };
    const updated = new Set<ValueId>([...commits.values(), ...observed]);
    const silent = new Set<ValueId>();
    for (const operation of operations) {
      if (operation.name !== 'batchNorm') continue;
      const shape = this.#shapeOf(operation.inputs[0]!);
      const count = shape.slice(0, -1).reduce((n, size) => n * size, 1) / operation.attributes.groups;
      const idiom = batchNormIdiom(operation, operations, this.#definitions, count);
      if (!idiom) continue;
      const [mean, variance] = [idiom.mean, idiom.variance].map(({ state }) => this.#source.leaf(state)?.own);
      if (mean?.kind !== 'state' || variance?.kind !== 'state') continue;
      const prefix = mean.name.replace(/runningMean$/, '');
      if (prefix === mean.name || variance.name !== `${prefix}runningVariance`) continue;
      const updates = updated.has(idiom.mean.value) && updated.has(idiom.variance.value);
      if (updates) silent.add(idiom.mean.value).add(idiom.variance.value);
      this.#raised.set(operation, { kind: 'batchNorm', prefix, momentum: idiom.momentum, updates });
    }
    for (const id of outputs.values()) want(id);
    for (const id of commits.values()) if (!silent.has(id)) want(id);
    this.#silent = silent;
    const live: Operation[] = [];
    for (const operation of operations.toReversed()) {
      const raised = this.#raised.get(operation);
      const needed =
        operation.outputs.some((id) => wanted.has(id)) || (raised?.kind === 'batchNorm' && raised.updates);
      if (!needed) continue;
      live.push(operation);
      this.#raise(operation);
      for (const id of this.#operands(operation)) want(id);
    }
    return live.reverse();
  }

  #silent: ReadonlySet<ValueId> = new Set();

  #raise(operation: Operation): void {
    if (this.#raised.has(operation) || operation.name !== 'mul') return;
    const rank = operation.types[0]!.shape.length;
    const unit = l2NormalizeIdiom(operation, this.#definitions, rank);
    if (unit) {
      this.#raised.set(operation, { kind: 'l2Normalize', ...unit });
      return;
    }
    const sum = meanIdiom(operation, this.#definitions, this.#shapeOf);
    if (sum)
      this.#raised.set(operation, {
        kind: 'mean',
        x: sum.inputs[0]!,
        axes: sum.attributes.axes,
        keepDims: sum.attributes.keepDims,
      });
  }

  #operands(operation: Operation): readonly ValueId[] {
    const raised = this.#raised.get(operation);
    if (raised && 'x' in raised) return [raised.x];
    return operation.inputs;
  }

  print(): PrintedFunction {
    const { outputs, commits } = this.#source;
    if (this.#commits().length > 0) this.#bindStates();
    for (const operation of this.#live) this.#statement(operation);
    const given = [...outputs].map(([port, id]) => [port, this.#read(id)] as const);
    const sets = this.#commits().map(
      ([name, id]) => `m.set(${textCode(name)}, ${this.#tensor(this.#read(id))});`,
    );
    if (sets.length > 0 && commits.size > 0) {
      // what is given is computed before anything is written
      for (const [i, [port, expression]] of given.entries()) {
        if (/^[\w.]+$/.test(expression.code)) continue;
        const name = this.#names.take(port);
        this.#lines.push(`const ${name} = ${expression.code};`);
        given[i] = [port, { code: name }];
      }
    }
    this.#lines.push(...sets);
    const bare = ({ code }: Expression): string => code;
    if (given.length === 1) this.#lines.push(`return ${this.#tensor(given[0]![1])};`);
    else if (given.length > 1)
      this.#lines.push(
        `return { ${given.map(([port, e]) => (port === bare(e) ? port : `${port}: ${this.#tensor(e)}`)).join(', ')} };`,
      );
    return {
      lines: this.#lines,
      leaves: this.#leaves,
      ...(this.#unprintable && { unprintable: this.#unprintable }),
    };
  }

  #tensor({ code, isNumber }: Expression): string {
    return isNumber ? `tf.scalar(${isWrapped(code) ? code.slice(1, -1) : code})` : code;
  }

  /** Commits that are written here: batch norms write their own. */
  #commits(): (readonly [string, ValueId])[] {
    return [...this.#source.commits].filter(([, id]) => !this.#silent.has(id));
  }

  /** States as they are before anything is written. */
  #bindStates(): void {
    for (const operation of this.#live) {
      for (const id of this.#operands(operation)) {
        const leaf = this.#done.has(id) || this.#definitions.get(id) ? undefined : this.#source.leaf(id);
        if (leaf?.own?.kind !== 'state') continue;
        const name = this.#names.take(leaf.own.name.split('.').at(-1)!);
        this.#lines.push(`const ${name} = ${leaf.code};`);
        this.#leaves.add(id);
        this.#done.set(id, { code: name });
      }
    }
  }

  #read(id: ValueId): Expression {
    const known = this.#done.get(id);
    if (known) return known;
    const leaf = defined(this.#source.leaf(id), `${id} is there before the function begins`);
    this.#leaves.add(id);
    return leaf;
  }

  #statement(operation: Operation): void {
    const raised = this.#raised.get(operation);
    const expression = raised ? this.#printRaised(operation, raised) : this.#printPlain(operation);
    if (!expression) {
      this.#unprintable ??= operation;
      for (const id of operation.outputs) this.#done.set(id, { code: 'undefined' });
      return;
    }
    const [id, ...more] = operation.outputs;
    if (operation.name === 'batchNorm' && !raised && more.some((other) => this.#uses.has(other))) {
      const names = ['normalised', 'mean', 'variance'].map((name) => this.#names.take(name));
      this.#lines.push(`const [${names.join(', ')}] = ${expression.code};`);
      operation.outputs.forEach((output, i) => this.#done.set(output, { code: names[i]! }));
      return;
    }
    const value = operation.name === 'batchNorm' && !raised ? { code: `${expression.code}[0]` } : expression;
    const uses = this.#uses.get(id!) ?? 0;
    const cheap = value.isNumber ? value.code.length < 24 : /^[\w.]+$/.test(value.code);
    if (cheap || (uses === 1 && value.code.length <= INLINE) || (uses === 1 && value.isNumber)) {
      this.#done.set(id!, value);
      return;
    }
    const name = this.#names.take(this.#nameOf(operation, raised, value.code));
    const code = value.isNumber && isWrapped(value.code) ? value.code.slice(1, -1) : value.code;
    this.#lines.push(`const ${name} = ${code};`);
    this.#done.set(id!, { code: name, ...(value.isNumber && { isNumber: true }) });
  }

  /** After the layer whose weights it is made with, else after what is done. */
  #nameOf(operation: Operation, raised: Raised | undefined, code: string): string {
    const layer = [...code.matchAll(/'([A-Za-z0-9.]+)\.(?:kernel|scale|offset|bias)'/g)].at(-1)?.[1];
    if (layer) return layer;
    const norm = /batchNorm\(m, '([A-Za-z0-9.]+)'/.exec(code)?.[1];
    return norm ?? NAMES[raised?.kind ?? operation.name] ?? operation.name;
  }

  #printRaised(operation: Operation, raised: Raised): Expression | null {
    const { use } = this.#source;
    switch (raised.kind) {
      case 'mean': {
        const rank = this.#shapeOf(raised.x).length;
        const whole = raised.axes.length === rank && !raised.keepDims;
        const last = raised.axes.length === 1 && raised.axes[0] === rank - 1;
        const where = whole
          ? ''
          : last
            ? '-1'
            : raised.axes.length === 1
              ? String(raised.axes[0])
              : `[${raised.axes.join(', ')}]`;
        return {
          code: `${this.#tensor(this.#read(raised.x))}.mean(${where}${raised.keepDims ? ', true' : ''})`,
        };
      }
      case 'l2Normalize': {
        const epsilon = Math.abs(raised.epsilon - 1e-12) < 1e-18 ? '' : `, ${numberCode(raised.epsilon)}`;
        return { code: `${use('l2Normalize')}(${this.#read(raised.x).code}${epsilon})` };
      }
      case 'batchNorm': {
        if (operation.name !== 'batchNorm') return null;
        const [x, scale, offset] = operation.inputs.map((id) => this.#read(id));
        const { groups, epsilon } = operation.attributes;
        const name = raised.prefix.replace(/\.$/, '');
        if (!raised.updates)
          return {
            code: `${use('normalise')}(${x!.code}, ${scale!.code}, ${offset!.code}, ${groups}, ${numberCode(epsilon)})[0]`,
          };
        const options = [
          groups === 1 ? '' : `views: ${groups}`,
          raised.momentum === 0.1 ? '' : `momentum: ${numberCode(raised.momentum)}`,
          epsilon === 1e-5 ? '' : `epsilon: ${numberCode(epsilon)}`,
        ].filter((text) => text !== '');
        const [scaleOf, offsetOf] = [operation.inputs[1]!, operation.inputs[2]!].map(
          (id) => this.#source.leaf(id)?.own?.name,
        );
        const own = scaleOf === `${raised.prefix}scale` && offsetOf === `${raised.prefix}offset`;
        if (!own) options.push(`scale: ${scale!.code}`, `offset: ${offset!.code}`);
        const last = options.length > 0 ? `, { ${options.join(', ')} }` : '';
        return { code: `${use('batchNorm')}(m, ${textCode(name)}, ${x!.code}${last})` };
      }
    }
  }

  #printPlain(operation: Operation): Expression | null {
    return printOperation(
      {
        operation,
        shapes: operation.inputs.map(this.#shapeOf),
        carries: (i) => this.#source.carrying.has(operation.inputs[i]!),
        use: this.#source.use,
        ...(this.#source.anyShape && { anyShape: true }),
      },
      operation.inputs.map((id) => this.#read(id)),
    );
  }
}

type Raised =
  | {
      readonly kind: 'batchNorm';
      readonly prefix: string;
      readonly momentum: number;
      readonly updates: boolean;
    }
  | {
      readonly kind: 'mean';
      readonly x: ValueId;
      readonly axes: readonly number[];
      readonly keepDims: boolean;
    }
  | { readonly kind: 'l2Normalize'; readonly x: ValueId; readonly epsilon: number };
