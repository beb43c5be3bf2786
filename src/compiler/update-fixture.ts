import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import type { Block, Feed } from '../ir/program.ts';
import type { Schedule } from '../ir/schedule.ts';
import type { ValueId } from '../ir/value.ts';
import type { NodeSpec, WeightGroup } from '../spec/node-spec.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import { Builder } from './builder.ts';
import { clipGradients } from './clip-gradients.ts';
import { resolveParams } from './resolve-params.ts';

/** One optimiser step on one tensor: run it again and again with what it gave. */
export interface CompiledUpdate {
  /** Feeds: `weight`, `gradient` and every slot are `given` by name; schedules are fed by step. */
  readonly block: Block;
  readonly weight: ValueId;
  /** The slots' next values by name; all begin at zero. */
  readonly slots: Readonly<Record<string, ValueId>>;
}

/** Compiles an optimiser's rule for a tensor of `shape`, of a group that is decayed, in a run of `steps` steps. */
export function compileUpdate(
  spec: NodeSpec,
  rawParams: Readonly<Record<string, unknown>>,
  shape: readonly number[],
  steps: number,
  group: WeightGroup = { exempt: false },
): Checked<CompiledUpdate> {
  const { params, diagnostics } = resolveParams('optimiser', spec, rawParams);
  if (diagnostics.length > 0) return failure(diagnostics);
  const part = spec.optimiser;
  if (!part) return failure([diagnose('RUN_BAD_FIXTURE', { detail: `${spec.id} is not an optimiser` })]);

  const builder = new Builder();
  const feeds = new Map<string, Feed>();
  const feed = (id: string, type: readonly number[], source: Feed['source']): Tensor => {
    feeds.set(id, { id, type: { shape: type, dtype: 'float32' }, origin: 'optimiser', source });
    return { id, shape: type, dtype: 'float32' };
  };
  const given = (name: string) => feed(name, shape, { kind: 'given', name });
  const slots: Record<string, ValueId> = {};

  const scheduled = (name: string, schedule: Schedule) => feed(name, [], { kind: 'schedule', schedule });
  const decay = part.weightDecay(params, steps, group);

  const next = builder.within('optimiser', 'optimiser', () => {
    const [gradient] = clipGradients(builder, part.clip(params), [{ gradient: given('gradient') }]);
    return part.update({
      ops: builder,
      params,
      weight: given('weight'),
      gradient: gradient!,
      group,
      weightDecay: decay.kind === 'constant' ? decay.value : scheduled('weightDecay', decay),
      learningRate: scheduled('learningRate', part.learningRate(params, steps, group)),
      startsAt: 0,
      slot: (name) => ({
        value: given(name),
        set: (to) => {
          slots[name] = to.id;
        },
      }),
      schedule: scheduled,
    });
  });
  return success({
    block: { feeds: [...feeds.values()], operations: builder.operations },
    weight: next.id,
    slots,
  });
}
