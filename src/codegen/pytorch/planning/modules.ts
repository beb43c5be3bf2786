import { defined } from '../../../base/assert.ts';
import type { ResolvedNode, WeightSet } from '../../../compiler/resolved-graph.ts';
import type { Emitter, ModulePart } from '../emission.ts';
import { EMITTERS } from '../emitters/index.ts';
import { follower, holdStatistics } from '../library/layers.ts';
import type { Contexts } from './contexts.ts';
import type { Draft } from './draft.ts';
import { NotExported } from './not-exported.ts';

/** The modules of a model: one for each weight set, made where it is first called. */
export class Modules {
  readonly #draft: Draft;
  readonly #contexts: Contexts;
  readonly #parts = new Map<string, ModulePart>();
  /** Statements about how a module is called, by weight set: nodes that share it must agree. */
  readonly #prepared = new Map<string, string>();

  constructor(draft: Draft, contexts: Contexts) {
    this.#draft = draft;
    this.#contexts = contexts;
  }

  has(set: WeightSet): boolean {
    return this.#parts.has(set.id);
  }

  /** Makes the module that a node calls, as the node calls it. */
  callFrom(node: ResolvedNode, emitter: Emitter): void {
    this.#make(node.weights, node);
    const { follows } = node.weights;
    const copied = follows?.source && follows.by.spec.follow!.start(follows.by.params) === 'copy';
    const always = copied ? (this.#prepared.get(follows.source!.id) ?? '') !== '' : false;
    const prepare = emitter.prepare?.(this.#contexts.of(node), always) ?? [];
    const before = this.#prepared.get(node.weights.id);
    const now = prepare.join('\n');
    if (before === undefined) {
      this.#prepared.set(node.weights.id, now);
      for (const text of prepare) this.#draft.init.push({ text, node: node.id });
    } else if (before !== now) {
      throw new NotExported(
        node.id,
        'it shares its module with a node that is called in another way (batch statistics in parts, or drop path)',
      );
    }
  }

  /** Makes the module of a weight set, after those it is made from. */
  #make(set: WeightSet, user: ResolvedNode): void {
    if (this.has(set)) return;
    const module = defined(EMITTERS.get(user.spec.id)?.module, `${user.id} has a module`);
    const part = module(this.#contexts.of(user));
    const attribute = this.#draft.attribute(set);
    this.#parts.set(set.id, part);
    const { init, snippets, slots } = this.#draft;
    const by = set.follows?.by;
    const source = set.follows?.source;
    if (source) this.#make(source, this.#userOf(source) ?? user);
    const copied = source && by!.spec.follow!.start(by!.params) === 'copy';
    let text = part.text;
    if (copied) {
      snippets.add(follower);
      text = `follower(self.${this.#draft.attribute(source)})`;
    } else if (set.follows) text = `${part.text}.requires_grad_(False)`;
    init.push({ text: `self.${attribute} = ${text}`, node: user.id });
    if (source && by!.spec.follow!.buffers(by!.params)) {
      snippets.add(holdStatistics);
      init.push({ text: `hold_statistics(self.${attribute})`, node: by!.id });
    }
    for (const [name, slot] of part.slots) {
      slots.set(`${set.id}.${name}`, { ...slot, key: `${attribute}.${slot.key}` });
    }
  }

  #userOf(set: WeightSet): ResolvedNode | undefined {
    return [...this.#draft.traced.graph.nodes.values()].find(({ weights }) => weights.id === set.id);
  }
}
