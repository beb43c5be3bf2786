import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { copySlot, MAIN_SLOT } from './drawing-storage.ts';

/**
 * What this tab is to its drawing. `owner`: it saves it. `asking`: another tab has it, and the person has not chosen.
 * `viewing`: looks on. `overtaken`: another tab has taken it over.
 */
export type TabRole = 'owner' | 'asking' | 'viewing' | 'overtaken';

export interface TabState {
  readonly role: TabRole;
  /** Where the drawing is kept. */
  readonly slot: string;
}

const messageSchema = z.object({ kind: z.enum(['handOver', 'saved']), slot: z.string() });
type Message = z.output<typeof messageSchema>;

/** What is used of the browser; no locks where a page is not served securely, and then a tab knows of no others. */
export interface TabParts {
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'> | undefined;
  /** Outlives reloading the tab, not closing it. */
  readonly memory: Pick<Storage, 'getItem' | 'setItem'>;
}

export interface TabSession {
  readonly state: StoreApi<TabState>;
  /** Asks the other tab to save and hand the drawing over; one that does not answer loses it. */
  takeOver(): Promise<void>;
  /** Gives this tab a slot of its own. */
  workOnCopy(): Promise<void>;
  view(): void;
  /** The person is to choose again: what is done here would be lost. */
  ask(): void;
  /** Tells others that the drawing has been saved. */
  announce(): void;
  /** What is done before the drawing is handed over, and when the tab that has it has saved it. */
  on(handlers: { readonly beforeHandOver: () => Promise<void>; readonly saved: () => void }): void;
}

const SLOT_KEY = 'unlabel.slot';
/** A page that is being reloaded may hold its lock a moment longer: so often it is asked for again, after so long. */
const ATTEMPTS = 4;
const BETWEEN_MS = 150;
/** A tab in the background answers slowly; one that is frozen never does. */
const ANSWER_MS = 5000;

function remembered(memory: TabParts['memory']): string {
  try {
    return memory.getItem(SLOT_KEY) ?? MAIN_SLOT;
  } catch {
    return MAIN_SLOT;
  }
}

/** The name of the lock that the tab with this slot holds. */
export function lockName(slot: string): string {
  return `unlabel.drawing.${slot}`;
}

/**
 * Takes the lock and gives what releases it, or null where another tab keeps it. `lost` is called if it is taken away.
 */
function hold(
  locks: Pick<LockManager, 'request'>,
  slot: string,
  options: LockOptions,
  lost: () => void,
): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    let held = false;
    locks
      .request(lockName(slot), options, (lock) => {
        if (!lock) return resolve(null);
        held = true;
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => (held ? lost() : resolve(null)));
  });
}

/** Finds out whether this tab is the only one with its drawing, and keeps tabs from overwriting each other's. */
export async function startTabSession({ locks, channel, memory }: TabParts): Promise<TabSession> {
  const state = createStore<TabState>(() => ({ role: 'asking', slot: remembered(memory) }));
  let release: (() => void) | null = null;
  let handlers = { beforeHandOver: () => Promise.resolve(), saved: () => {} };
  const { slot: ownSlot } = state.getState();

  const own = async (slot: string, options: LockOptions): Promise<boolean> => {
    if (!locks) {
      state.setState({ role: 'owner', slot });
      return true;
    }
    const held = await hold(locks, slot, options, () => {
      if (state.getState().slot === slot) state.setState({ role: 'overtaken' });
    });
    if (!held) return false;
    release?.();
    release = held;
    state.setState({ role: 'owner', slot });
    return true;
  };
  const post = (kind: Message['kind']) => channel?.postMessage({ kind, slot: state.getState().slot });

  const handOver = async () => {
    await handlers.beforeHandOver();
    state.setState({ role: 'overtaken' });
    release?.();
    release = null;
  };
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = messageSchema.safeParse(data);
      const { role, slot } = state.getState();
      if (!message.success || message.data.slot !== slot) return;
      if (message.data.kind === 'handOver' && role === 'owner') void handOver();
      if (message.data.kind === 'saved' && role !== 'owner') handlers.saved();
    };
  }

  for (let left = ATTEMPTS; left > 0; left--) {
    if (await own(ownSlot, { ifAvailable: true })) break;
    if (left > 1) await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  return {
    state,
    takeOver: async () => {
      const { slot } = state.getState();
      post('handOver');
      const handed = await own(slot, { signal: AbortSignal.timeout(ANSWER_MS) });
      if (!handed) await own(slot, { steal: true });
    },
    workOnCopy: async () => {
      const slot = copySlot(crypto.randomUUID());
      await own(slot, {});
      try {
        memory.setItem(SLOT_KEY, slot);
      } catch {
        // after reloading, the copy is found among the snapshots
      }
    },
    view: () => state.setState({ role: 'viewing' }),
    ask: () => state.setState({ role: 'asking' }),
    announce: () => post('saved'),
    on: (next) => {
      handlers = next;
    },
  };
}
