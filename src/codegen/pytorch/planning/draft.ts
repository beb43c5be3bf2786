import { defined } from '../../../base/assert.ts';
import type { TracedDrawing } from '../../../compiler/trace-drawing.ts';
import type { WeightSet } from '../../../compiler/resolved-graph.ts';
import type { Program, Weight } from '../../../ir/program.ts';
import type { Slot, Value } from '../emission.ts';
import { LIBRARY_NAMES } from '../library/index.ts';
import { liveNodes } from '../../live-nodes.ts';
import { Names, snakeCase } from '../names.ts';
import type { Line, ModelInput } from '../plan.ts';
import type { Snippet } from '../../snippet.ts';

/** A plan that is being written: what is known of the drawing, and what the code says so far. */
export class Draft {
  readonly traced: TracedDrawing;
  readonly program: Program;
  /** Nodes that have a place in the code. */
  readonly live: ReadonlySet<string>;
  /** Variables of the forward pass. */
  readonly names = new Names(LIBRARY_NAMES);
  /** Signals that have been written, by `node.port`. */
  readonly values = new Map<string, Value>();
  readonly snippets = new Set<Snippet>();
  readonly inputs: ModelInput[] = [];
  readonly init: Line[] = [];
  readonly forward: Line[] = [];
  readonly commits: Line[] = [];
  /** Where weights and states are in the `state_dict`, by their ids on the canvas. */
  readonly slots = new Map<string, Slot>();
  usesStep = false;
  readonly #attributeNames = new Names();
  /** By the weight set's id. */
  readonly #attributes = new Map<string, string>();

  constructor(traced: TracedDrawing, program: Program) {
    this.traced = traced;
    this.program = program;
    this.live = liveNodes(traced);
  }

  typeOf(node: string): string {
    return this.traced.graph.nodes.get(node)!.spec.id;
  }

  /** Nodes that take what a node gives at a port. */
  readers(node: string, port: string): string[] {
    return this.traced.graph.edges
      .filter(({ from }) => from.node === node && from.port === port)
      .map(({ to }) => to.node);
  }

  /** A signal; of one that is not written, only its shape, for modules that are made from it. */
  value(signal: string): Value {
    const known = this.values.get(signal);
    if (known) return known;
    const { tensor, views } = defined(this.traced.signals.get(signal), `${signal} is inferred`);
    return { text: '', views, shape: tensor.shape, place: 'local', dtype: tensor.dtype };
  }

  /** The attribute that holds a module: named after the first node that uses its weights. */
  attribute(set: WeightSet): string {
    const known = this.#attributes.get(set.id);
    if (known !== undefined) return known;
    const { order, graph } = this.traced;
    const users = order.filter((id) => graph.nodes.get(id)!.weights.id === set.id);
    const user = users.find((id) => this.live.has(id)) ?? users[0] ?? set.id;
    const attribute = this.#attributeNames.take(snakeCase(user));
    this.#attributes.set(set.id, attribute);
    return attribute;
  }

  /** Weights of modules that have been written, with their keys. */
  weights(): [Weight, Slot][] {
    return this.program.weights.flatMap((weight) => {
      const slot = this.slots.get(weight.id);
      return slot ? [[weight, slot] as [Weight, Slot]] : [];
    });
  }
}
