import { defined } from '../../src/base/assert.ts';
import { groupBy } from '../../src/base/group-by.ts';
import type { Commit, Program, Wire } from '../../src/ir/program.ts';
import type { ValueId } from '../../src/ir/value.ts';
import type { Dissection, HostTensor, Summary, WireRecord } from '../protocol.ts';
import { changesOf, normOf } from './changes.ts';
import { summarise } from './summarise.ts';

/** What is kept of a step's values: summaries and norms, never the values themselves. */
export class StepRecord {
  readonly #program: Program;
  readonly #before: Readonly<Record<ValueId, HostTensor>>;
  /** A value may be on many wires, and be a gradient and a constant as well. */
  readonly #wires: ReadonlyMap<ValueId | undefined, readonly Wire[]>;
  readonly #gradients: ReadonlyMap<ValueId | undefined, readonly Wire[]>;
  readonly #commits: ReadonlyMap<ValueId, readonly Commit[]>;
  readonly #weights: ReadonlyMap<ValueId, readonly { readonly weight: ValueId }[]>;
  readonly #losses: ReadonlySet<ValueId>;

  readonly #summaries = new Map<ValueId, Summary>();
  readonly #gradientSummaries = new Map<ValueId, Summary>();
  readonly #after = new Map<ValueId, { readonly after: number; readonly change: number }>();
  readonly #weightGradients = new Map<ValueId, number>();
  readonly #lossValues = new Map<ValueId, number>();

  constructor(program: Program, before: Readonly<Record<ValueId, HostTensor>>) {
    this.#program = program;
    this.#before = before;
    this.#wires = groupBy(program.wires, ({ value }) => value);
    this.#gradients = groupBy(program.wires, ({ gradient }) => gradient);
    this.#commits = groupBy(program.commits, ({ value }) => value);
    this.#weights = groupBy(program.gradients, ({ value }) => value);
    this.#losses = new Set(program.losses.map(({ value }) => value));
  }

  /** Whether anything is to be said of the value. */
  wants(id: ValueId): boolean {
    return (
      this.#wires.has(id) ||
      this.#gradients.has(id) ||
      this.#commits.has(id) ||
      this.#weights.has(id) ||
      this.#losses.has(id)
    );
  }

  take(id: ValueId, host: HostTensor): void {
    const [wire] = this.#wires.get(id) ?? [];
    if (wire) this.#summaries.set(id, summarise(host, wire));
    const [back] = this.#gradients.get(id) ?? [];
    // the gradient of pixels is no picture
    if (back) this.#gradientSummaries.set(id, summarise(host, { kind: 'gradient', views: back.views }));
    for (const { target } of this.#commits.get(id) ?? []) {
      const before = defined(this.#before[target], `${target} is a weight or a state`);
      this.#after.set(target, { after: normOf(host.data), change: normOf(host.data, before.data) });
    }
    for (const { weight } of this.#weights.get(id) ?? [])
      this.#weightGradients.set(weight, normOf(host.data));
    if (this.#losses.has(id)) this.#lossValues.set(id, host.data[0]!);
  }

  result(): Pick<Dissection, 'losses' | 'wires' | 'changes'> {
    const { wires, losses } = this.#program;
    return {
      losses: Object.fromEntries(
        losses.map(({ optimiser, value }) => [optimiser, this.#lossValues.get(value)!]),
      ),
      wires: wires.flatMap(({ edge, value, gradient }): WireRecord[] => {
        const summary = value === undefined ? undefined : this.#summaries.get(value);
        const back = gradient === undefined ? undefined : this.#gradientSummaries.get(gradient);
        return summary ? [{ edge, value: summary, gradient: back ?? null }] : [];
      }),
      changes: changesOf(this.#program, this.#before, this.#after, this.#weightGradients),
    };
  }
}
