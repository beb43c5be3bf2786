import type { TrainerApi } from '../../../workers/protocol.ts';
import { failure } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import type { Registry } from '../../spec/registry.ts';
import type { CaseValues } from './case-result.ts';
import type { FixtureCase } from './case-schema.ts';
import { evaluateMeasurement, isMeasurement } from './evaluate-measurement.ts';
import { evaluateNode } from './evaluate-node.ts';
import { evaluateOptimiser } from './evaluate-optimiser.ts';
import { evaluateSchedule, isSchedule } from './evaluate-schedule.ts';

/** Computes what one case asks for. Fails with the reason where the node is unknown or the case does not fit it. */
export async function evaluateCase(
  fixture: FixtureCase,
  registry: Registry,
  trainer: Pick<TrainerApi, 'evaluate'>,
): Promise<Checked<CaseValues>> {
  const spec = registry.find(fixture.node);
  if (spec?.optimiser) return evaluateOptimiser(spec, fixture, trainer);
  if (spec?.forward) return evaluateNode(spec, fixture, trainer);
  if (isSchedule(fixture.node)) return evaluateSchedule(fixture);
  if (isMeasurement(fixture.node)) return evaluateMeasurement(fixture);
  if (spec) return failure([diagnose('RUN_BAD_FIXTURE', { detail: `${spec.id} computes no output` })]);
  return failure([diagnose('RUN_BAD_FIXTURE', { detail: `there is no node type “${fixture.node}”` })]);
}
