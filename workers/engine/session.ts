import type { Tensor } from '@tensorflow/tfjs-core';
import { defined } from '../../src/base/assert.ts';
import type { Operation } from '../../src/ir/operation.ts';
import type { Block, Program } from '../../src/ir/program.ts';
import type { ValueId } from '../../src/ir/value.ts';
import type { BackendName, HostTensor } from '../protocol.ts';
import { planBlock, planFused, type BlockPlan } from './block-plan.ts';
import { ConstantPool } from './constant-pool.ts';
import { disposeAll, uploadFeeds } from './device-values.ts';
import type { ExecutionContext } from './execute/executor.ts';
import { clone } from './execute/kernel.ts';
import type { FusionLimits } from './fusion/fused-operation.ts';
import { fusionLimits } from './fusion/fusion-limits.ts';
import { keptTypes } from './fusion/kept-types.ts';
import { runBlock } from './run-block.ts';
import { TensorStore } from './tensor-store.ts';

export type HostFeeds = ReadonlyMap<ValueId, HostTensor>;

/** A program on the current backend with its weights and states. */
export class Session {
  readonly program: Program;
  readonly context: ExecutionContext;
  readonly stepPlan: BlockPlan;
  #store: TensorStore;

  readonly #limits: FusionLimits | null;

  /**
   * @param values every weight and state of the program
   * @param limits null to run operations one by one whatever the backend can do
   */
  constructor(
    program: Program,
    values: Readonly<Record<ValueId, HostTensor>>,
    backend: BackendName,
    limits: FusionLimits | null = fusionLimits(backend),
  ) {
    this.#limits = limits;
    this.program = program;
    this.context = { backend, constants: new ConstantPool() };
    this.stepPlan = this.planFor(program.step, keptValues(program));
    this.#store = TensorStore.upload(values);
  }

  /** Weights and states as they are now. */
  get store(): TensorStore {
    return this.#store;
  }

  /** A plan to run another block of the program with, in the fastest way. */
  planFor(block: Block, keep: Iterable<ValueId>): BlockPlan {
    return planFused(block, keep, this.#limits, keptTypes(this.program));
  }

  /** The step with every operation for itself, for those who want to see the values of all. */
  inspectionPlan(): BlockPlan<Operation> {
    return planBlock(this.program.step, keptValues(this.program));
  }

  /** Goes on from other values. */
  restore(values: Readonly<Record<ValueId, HostTensor>>): void {
    this.#store.dispose();
    this.#store = TensorStore.upload(values);
  }

  /**
   * The values of one training step that someone wants: losses, what is to be committed, what probes measure. Changes
   * nothing; the values are the caller's to dispose of, or `commit` does it.
   */
  computeStep(feeds: HostFeeds, store: TensorStore = this.#store): Map<ValueId, Tensor> {
    return runBlock(this.stepPlan, store.get, uploadFeeds(feeds), this.context);
  }

  /** Ends a step: writes weights and states in the program's order. The values stay the caller's. */
  commit(values: ReadonlyMap<ValueId, Tensor>): void {
    // all values are taken before any is written: a commit may read a weight that another one writes
    const updates = this.program.commits.map(
      ({ target, value }) => [target, clone(defined(values.get(value), `${value} is kept`))] as const,
    );
    for (const [target, tensor] of updates) this.#store.replace(target, tensor);
  }

  /** Runs one whole step. */
  step(feeds: HostFeeds): Map<ValueId, Tensor> {
    const values = this.computeStep(feeds);
    try {
      this.commit(values);
    } catch (error) {
      disposeAll(values);
      throw error;
    }
    return values;
  }

  dispose(): void {
    this.#store.dispose();
    this.context.constants.dispose();
  }
}

/** What must outlive the operations of a step. */
function keptValues({ losses, commits, probes }: Program): ValueId[] {
  const measured = probes.flatMap(({ source }) =>
    source.kind === 'batch' ? source.values.map(({ value }) => value) : [],
  );
  return [...losses.map(({ value }) => value), ...commits.map(({ value }) => value), ...measured];
}
