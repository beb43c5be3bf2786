import type { Tensor } from '@tensorflow/tfjs-core';
import type { Operation } from '../../src/ir/operation.ts';
import type { ValueId } from '../../src/ir/value.ts';
import { disposeAll } from '../engine/device-values.ts';
import { findNotFinite } from '../engine/find-not-finite.ts';
import { download, isFinite } from '../engine/host-tensor.ts';
import type { HostFeeds, Session } from '../engine/session.ts';
import type { Checkpoint } from '../protocol.ts';
import { nextTask } from './next-task.ts';

/**
 * Goes back to a good checkpoint and repeats the steps from there up to `last`, until one gives a number that is not
 * finite. Gives that step (counted from 0) with the first operation that did it, or null where all is finite now. The
 * session is left at the checkpoint.
 */
export async function locateNotFinite(
  session: Session,
  checkpoint: Checkpoint,
  last: number,
  feedsAt: (step: number) => HostFeeds,
): Promise<{ readonly step: number; readonly operation: Operation | null } | null> {
  session.restore(checkpoint.tensors);
  try {
    for (let step = checkpoint.step; step <= last; step++) {
      await nextTask();
      const values = session.computeStep(feedsAt(step));
      try {
        if (!(await allFinite(values)))
          return { step, operation: await findNotFinite(session, feedsAt(step)) };
        session.commit(values);
      } finally {
        disposeAll(values);
      }
    }
    return null;
  } finally {
    session.restore(checkpoint.tensors);
  }
}

async function allFinite(values: ReadonlyMap<ValueId, Tensor>): Promise<boolean> {
  for (const tensor of values.values()) {
    if (!isFinite(await download(tensor))) return false;
  }
  return true;
}
