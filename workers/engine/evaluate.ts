import type { Tensor } from '@tensorflow/tfjs-core';
import { failure, success } from '../../src/base/outcome.ts';
import { diagnose, type Checked } from '../../src/diagnostics/diagnostic.ts';
import type { Feed } from '../../src/ir/program.ts';
import { formatShape, sameShape, type ValueId } from '../../src/ir/value.ts';
import type { BackendName, EvaluateRequest, HostTensor } from '../protocol.ts';
import { planFused } from './block-plan.ts';
import { ConstantPool } from './constant-pool.ts';
import { disposeAll, uploadFeeds } from './device-values.ts';
import { fusionLimits } from './fusion/fusion-limits.ts';
import { download } from './host-tensor.ts';
import { preparePlans } from './prepare-plans.ts';
import { runBlock } from './run-block.ts';

/** Under which names of `given` a feed is looked for. */
function namesOf({ id, source }: Feed): string[] {
  if (source.kind === 'given') return [source.name, id];
  if (source.kind === 'dataset') return [id, source.field];
  return [id];
}

/**
 * Runs a block once on the current backend, with every feed, weight and state given by name or id.
 * Fails with RUN_BAD_FIXTURE where one is missing or has another shape.
 */
export async function evaluate(
  { block, given, outputs }: EvaluateRequest,
  backend: BackendName,
): Promise<Checked<Readonly<Record<ValueId, HostTensor>>>> {
  const plan = planFused(block, outputs, fusionLimits(backend), (id) => given[id]);
  const feeds = new Map<ValueId, HostTensor>();
  const weights = new Map<ValueId, HostTensor>();
  const problems: string[] = [];
  for (const feed of block.feeds) {
    const host = namesOf(feed)
      .map((name) => given[name])
      .find((value) => value !== undefined);
    if (!host) problems.push(`“${namesOf(feed)[0]}” is not given`);
    else if (!sameShape(host.shape, feed.type.shape)) {
      const shapes = `${formatShape(host.shape)} instead of ${formatShape(feed.type.shape)}`;
      problems.push(`“${namesOf(feed)[0]}” has the shape ${shapes}`);
    } else feeds.set(feed.id, host);
  }
  for (const { id } of plan.external) {
    const host = given[id];
    if (host) weights.set(id, host);
    else problems.push(`“${id}” is not given`);
  }
  if (problems.length > 0) {
    return failure(problems.map((detail) => diagnose('RUN_BAD_FIXTURE', { detail })));
  }

  const context = { backend, constants: new ConstantPool() };
  const lent = uploadFeeds(weights);
  let values = new Map<ValueId, Tensor>();
  try {
    await preparePlans([plan]);
    values = runBlock(plan, (id) => lent.get(id)!, uploadFeeds(feeds), context);
    const results = [...values].map(async ([id, tensor]) => [id, await download(tensor)] as const);
    return success(Object.fromEntries(await Promise.all(results)));
  } finally {
    disposeAll(values);
    disposeAll(lent);
    context.constants.dispose();
  }
}
