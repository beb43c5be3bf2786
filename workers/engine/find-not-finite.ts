import type { Tensor } from '@tensorflow/tfjs-core';
import type { Operation } from '../../src/ir/operation.ts';
import { uploadFeeds } from './device-values.ts';
import { download, isFinite } from './host-tensor.ts';
import { inspectBlock } from './run-block.ts';
import type { HostFeeds, Session } from './session.ts';

/**
 * Runs a step from the session's present weights, one operation at a time, and gives the first operation whose output
 * holds a number that is not finite; null where there is none. Changes nothing.
 */
export async function findNotFinite(session: Session, feeds: HostFeeds): Promise<Operation | null> {
  let culprit: Operation | null = null;
  const inspect = async (operation: Operation, outputs: readonly Tensor[]): Promise<boolean> => {
    for (const output of outputs) {
      if (!isFinite(await download(output))) {
        culprit = operation;
        return true;
      }
    }
    return false;
  };
  const { store, context } = session;
  await inspectBlock(session.inspectionPlan(), store.get, uploadFeeds(feeds), context, inspect);
  return culprit;
}
