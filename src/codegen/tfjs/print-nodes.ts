import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ResolvedNode } from '../../compiler/resolve.ts';
import type { ValueId } from '../../ir/value.ts';
import { Identifiers } from '../naming/identifiers.ts';
import { textCode, type Expression } from './expression.ts';
import type { ExportPlan } from './plan.ts';
import { printFunction, type Leaf } from './print-function.ts';
import { printSchedule } from './print-schedule.ts';

/** A function of the module, which several nodes may share. */
export interface NodeFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly lines: readonly string[];
  /** Nodes that call it, the first first. */
  readonly nodes: readonly ResolvedNode[];
}

export interface PrintedNodes {
  readonly functions: readonly NodeFunction[];
  /** Statements of the forward pass, which end with the losses. */
  readonly forward: readonly string[];
  /** What the losses are called in it, by their node. */
  readonly losses: ReadonlyMap<string, string>;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A function for every node that computes something, and the forward pass that calls them. */
export function printNodes(
  plan: ExportPlan,
  names: Identifiers,
  use: (helper: string) => string,
): Checked<PrintedNodes> {
  const problems: Diagnostic[] = [];
  const functions: (NodeFunction & { nodes: ResolvedNode[] })[] = [];
  const byText = new Map<string, (typeof functions)[number]>();
  const forward: string[] = [];
  /** What values that leave a node are called in the forward pass. */
  const known = new Map<ValueId, string>();
  const locals = new Identifiers();
  const readElsewhere = findReads(plan);
  const shapes = new Map<ValueId, readonly number[]>();
  for (const operations of plan.operations.values())
    for (const { outputs, types } of operations) outputs.forEach((id, i) => shapes.set(id, types[i]!.shape));
  const updates = sharedUpdates(plan);

  for (const node of plan.nodes) {
    const operations = plan.operations.get(node.id) ?? [];
    const inside = new Set(operations.flatMap(({ outputs }) => outputs));
    const parameters = new Identifiers();
    const arguments_: { name: string; code: string; id: ValueId }[] = [];
    for (const { from, to } of plan.into.get(node.id) ?? []) {
      const signal = plan.signals.get(`${from.node}.${from.port}`);
      if (!signal || from.port === 'weights' || arguments_.some(({ id }) => id === signal.tensor.id))
        continue;
      const several = (plan.into.get(node.id) ?? []).filter((edge) => edge.to.port === to.port).length > 1;
      const name = parameters.take(several ? `${to.port}${arguments_.length + 1}` : to.port);
      arguments_.push({ name, id: signal.tensor.id, code: known.get(signal.tensor.id) ?? 'undefined' });
    }
    const ports = node.outputs.flatMap(({ name }) => {
      const id = plan.signals.get(`${node.id}.${name}`)?.tensor.id;
      return id !== undefined && readElsewhere.get(id)?.has(`${node.id}.${name}`)
        ? [[name, id] as const]
        : [];
    });
    // what is handed through is what it was
    const outputs = new Map(ports.filter(([, id]) => inside.has(id)));
    for (const [port, id] of ports) {
      const feed = plan.feeds.get(id);
      if (!inside.has(id) && feed?.source.kind === 'dataset' && !known.has(id)) {
        const name = locals.take(camelOf(node.id, port));
        forward.push(`const ${name} = batch.${feed.source.field};`);
        known.set(id, name);
      }
    }
    const set = node.weights.id;
    const commits = new Map(
      plan.commits.flatMap(({ target, value, origin }) =>
        origin === node.id && !plan.moved.has(value) && target.startsWith(`${set}.`)
          ? [[target.slice(set.length + 1), value] as const]
          : [],
      ),
    );
    if (outputs.size === 0 && commits.size === 0) continue;

    const foreign: ValueId[] = [];
    const leaf = (id: ValueId): Leaf | undefined => {
      const argument = arguments_.find((one) => one.id === id);
      if (argument)
        return { code: argument.name, shape: shapes.get(id) ?? plan.feeds.get(id)?.type.shape ?? [] };
      const feed = plan.feeds.get(id);
      if (feed && feed.origin === node.id) {
        const { shape } = feed.type;
        if (feed.source.kind === 'schedule') return { ...printSchedule(feed.source.schedule, use), shape };
        if (feed.source.kind === 'draw') return { code: `draws.${id.slice(node.id.length + 1)}`, shape };
        if (feed.source.kind === 'dataset') return { code: `batch.${feed.source.field}`, shape };
      }
      const own = plan.moved.get(id) ?? updates.get(id) ?? id;
      const weight = plan.program.weights.find((one) => one.id === own);
      const state = weight ?? plan.program.states.find((one) => one.id === own);
      if (state && own.startsWith(`${set}.`)) {
        const name = own.slice(set.length + 1);
        return {
          code: `m.get(${textCode(name)})`,
          shape: state.shape,
          own: { kind: weight ? 'weight' : 'state', name },
        };
      }
      if (inside.has(id)) return undefined;
      foreign.push(id);
      return { code: 'undefined', shape: shapes.get(id) ?? [] };
    };
    const printed = printFunction({
      operations,
      leaf: (id) => (inside.has(id) ? undefined : leaf(id)),
      outputs,
      commits,
      carrying: plan.carrying,
      observed: new Set(updates.keys()),
      parameters: arguments_.map(({ name }) => name),
      use,
    });
    if (printed.unprintable) {
      problems.push(
        diagnose(
          'EMIT_OPERATION',
          { node: node.id, operation: printed.unprintable.name, target: 'tfjs' },
          { node: node.id },
        ),
      );
      continue;
    }
    if (foreign.length > 0) {
      problems.push(diagnose('EMIT_SHARED_STATE', { node: node.id, target: 'tfjs' }, { node: node.id }));
      continue;
    }
    const text = printed.lines.join('\n');
    const uses = (word: string): boolean => new RegExp(`\\b${word}\\b[.,)]`).test(text);
    const used = arguments_.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text));
    const signature = [
      ...(uses('m') ? ['m'] : []),
      ...used.map(({ name }) => name),
      ...(uses('batch') ? ['batch'] : []),
      ...(uses('draws') ? ['draws'] : []),
      ...(/\bstep\b[ ,)]/.test(text) ? ['step'] : []),
    ];
    const key = `${signature.join()}\n${text}`;
    let shared = byText.get(key);
    if (shared) shared.nodes.push(node);
    else {
      shared = { name: names.take(node.id), parameters: signature, lines: printed.lines, nodes: [node] };
      byText.set(key, shared);
      functions.push(shared);
    }
    const call = signature.map((name) => {
      if (name === 'm') return `net.module(${textCode(set)})`;
      if (name === 'draws') return `draws[${textCode(node.id)}]`;
      return used.find((one) => one.name === name)?.code ?? name;
    });
    const invoked = `${shared.name}(${call.join(', ')})`;
    const given = [...outputs].map(([port, id]) => ({ port, id, name: locals.take(camelOf(node.id, port)) }));
    for (const { id, name } of given) known.set(id, name);
    if (given.length === 0) forward.push(`${invoked};`);
    else if (given.length === 1) forward.push(`const ${given[0]!.name} = ${invoked};`);
    else
      forward.push(`const { ${given.map(({ port, name }) => `${port}: ${name}`).join(', ')} } = ${invoked};`);
  }
  if (problems.length > 0) return failure(problems);
  const losses = new Map(plan.optimisers.map(({ lossNode, loss }) => [lossNode, known.get(loss)!]));
  return success({ functions, forward, losses });
}

const camelOf = (node: string, port: string): string => `${node}-${capital(port)}`;

/** Which outputs (`node.port`) of a node some other node or an optimiser reads, by value. */
function findReads(plan: ExportPlan): Map<ValueId, Set<string>> {
  const reads = new Map<ValueId, Set<string>>();
  const nodes = new Set(plan.nodes.map(({ id }) => id));
  const optimisers = new Set(plan.optimisers.map(({ node }) => node.id));
  for (const edges of plan.into.values()) {
    for (const { from, to } of edges) {
      if (!nodes.has(to.node) && !optimisers.has(to.node)) continue;
      const id = plan.signals.get(`${from.node}.${from.port}`)?.tensor.id;
      if (id === undefined) continue;
      reads.set(id, (reads.get(id) ?? new Set()).add(`${from.node}.${from.port}`));
    }
  }
  return reads;
}

/**
 * Values that a node reads of another as what a common state became: a tied module that is called twice finds its running
 * statistics as the first call left them. By value the state that is meant.
 */
function sharedUpdates(plan: ExportPlan): Map<ValueId, ValueId> {
  const origin = new Map<ValueId, string>();
  for (const [node, operations] of plan.operations)
    for (const { outputs } of operations) for (const id of outputs) origin.set(id, node);
  const signals = new Set([...plan.signals.values()].map(({ tensor }) => tensor.id));
  const states = new Map(plan.program.states.map(({ id, shape }) => [id, shape]));
  const roots = new Map<ValueId, ValueId>();
  for (const operations of plan.operations.values())
    for (const { name, inputs, outputs } of operations) {
      const state = name === 'mul' && (states.has(inputs[0]!) ? inputs[0]! : roots.get(inputs[0]!));
      if (state) roots.set(outputs[0]!, state);
      const kept = name === 'add' && roots.get(inputs[0]!);
      if (kept) roots.set(outputs[0]!, kept);
    }
  const shared = new Map<ValueId, ValueId>();
  for (const { id } of plan.nodes) {
    for (const { inputs } of plan.operations.get(id) ?? []) {
      for (const input of inputs) {
        const from = origin.get(input);
        const state = roots.get(input);
        if (from !== undefined && from !== id && state && !signals.has(input)) shared.set(input, state);
      }
    }
  }
  return shared;
}

export type { Expression };
