import type { HostTensor, TrainerApi } from '../../../workers/protocol.ts';
import { defined } from '../../base/assert.ts';
import { failure, success } from '../../base/outcome.ts';
import { compileUpdate } from '../../compiler/update-fixture.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { scheduleValue } from '../../ir/schedule.ts';
import { sameShape, sizeOf } from '../../ir/value.ts';
import type { NodeSpec } from '../../spec/node-spec.ts';
import { toHost, type CaseValues } from './case-result.ts';
import type { FixtureCase } from './case-schema.ts';

/**
 * Applies an optimiser's rule step by step: inputs `parameter` (any shape) and `gradients` (steps × that shape), output
 * `trajectory` (steps × that shape), the parameter after each step.
 */
export async function evaluateOptimiser(
  spec: NodeSpec,
  { params, inputs }: FixtureCase,
  trainer: Pick<TrainerApi, 'evaluate'>,
): Promise<Checked<CaseValues>> {
  const { parameter, gradients } = inputs;
  if (!parameter || !gradients || !sameShape(gradients.shape.slice(1), parameter.shape)) {
    const detail = 'an optimiser needs “parameter” and “gradients”, one of its shape for each step';
    return failure([diagnose('RUN_BAD_FIXTURE', { detail })]);
  }
  const { shape } = parameter;
  const steps = gradients.shape[0]!;
  const size = sizeOf(shape);
  const compiled = compileUpdate(spec, params, shape, steps);
  if (!compiled.ok) return compiled;
  const { block, weight, slots } = compiled.value;

  const zeros: HostTensor = { shape, dtype: 'float32', data: new Float32Array(size) };
  let kept: Record<string, HostTensor> = {
    weight: toHost(parameter),
    ...Object.fromEntries(Object.keys(slots).map((name) => [name, zeros])),
  };
  const trajectory: number[] = [];
  for (let step = 0; step < steps; step++) {
    const data = gradients.data.slice(step * size, (step + 1) * size);
    const given: Record<string, HostTensor> = {
      ...kept,
      gradient: toHost({ shape, dtype: 'float32', data }),
    };
    for (const { id, source } of block.feeds) {
      if (source.kind !== 'schedule') continue;
      given[id] = toHost({ shape: [], dtype: 'float32', data: [scheduleValue(source.schedule, step)] });
    }
    const values = await trainer.evaluate({ block, given, outputs: [weight, ...Object.values(slots)] });
    if (!values.ok) return values;
    const read = (id: string) => defined(values.value[id], `${id} was asked for`);
    kept = {
      weight: read(weight),
      ...Object.fromEntries(Object.entries(slots).map(([name, id]) => [name, read(id)])),
    };
    trajectory.push(...kept['weight']!.data);
  }
  return success({
    outputs: { trajectory: { shape: [steps, ...shape], dtype: 'float32', data: trajectory } },
    grads: {},
    state: {},
  });
}
