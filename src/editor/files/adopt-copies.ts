import type { CopySlots } from './drawing-storage.ts';
import { readStored } from './restore.ts';
import type { SnapshotsState } from './snapshots-store.ts';
import { lockName } from './tab-session.ts';

/**
 * Makes snapshots of the copies whose tabs have been closed, so that they are found where everything kept is. A copy is
 * removed only once its snapshot is kept; one that cannot be read stays.
 */
export async function adoptCopies(
  copies: CopySlots,
  own: string,
  locks: Pick<LockManager, 'query'> | undefined,
  keep: SnapshotsState['keep'],
): Promise<void> {
  if (!locks) return;
  const { held = [], pending = [] } = await locks.query();
  const open = new Set([...held, ...pending].map(({ name }) => name));
  for (const slot of await copies.list()) {
    if (slot === own || open.has(lockName(slot))) continue;
    const stored = await copies.load(slot);
    const content = stored && readStored(stored);
    if (content && 'document' in content && (await keep('copy', content))) await copies.remove(slot);
  }
}
