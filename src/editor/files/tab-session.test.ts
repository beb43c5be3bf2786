import { describe, expect, it, vi } from 'vitest';
import { MAIN_SLOT } from './drawing-storage.ts';
import { startTabSession, type TabParts } from './tab-session.ts';

type Grant = { readonly run: () => void; readonly reject: (reason: unknown) => void };

/** Locks as the Web Locks API gives them to tabs of one browser: exclusive, in order, with `signal` and `steal`. */
function browser() {
  const held = new Map<string, Grant | null>();
  const waiting = new Map<string, Grant[]>();
  const next = (name: string) => {
    held.set(name, null);
    waiting.get(name)?.shift()?.run();
  };
  const request = (name: string, options: LockOptions, callback: (lock: object | null) => Promise<void>) =>
    new Promise<void>((resolve, reject) => {
      const grant: Grant = {
        reject,
        run: () => {
          held.set(name, grant);
          void callback({}).then(() => {
            resolve();
            if (held.get(name) === grant) next(name);
          });
        },
      };
      const holder = held.get(name);
      if (options.steal) holder?.reject(new DOMException('stolen', 'AbortError'));
      if (!holder || options.steal) return grant.run();
      if (options.ifAvailable) return resolve(callback(null));
      const queue = waiting.get(name) ?? [];
      waiting.set(name, [...queue, grant]);
      options.signal?.addEventListener('abort', () => {
        waiting.set(
          name,
          (waiting.get(name) ?? []).filter((one) => one !== grant),
        );
        reject(new DOMException('timeout', 'TimeoutError'));
      });
    });
  const channels: TabParts['channel'][] = [];
  return (remembered: string | null = null, deaf = false) => {
    const slots: string[] = [];
    const channel: NonNullable<TabParts['channel']> = {
      onmessage: null,
      postMessage: (data) => {
        for (const other of channels) {
          if (other !== channel) other?.onmessage?.call(other as BroadcastChannel, { data } as MessageEvent);
        }
      },
    };
    if (!deaf) channels.push(channel);
    const memory = { getItem: () => remembered, setItem: (_: string, slot: string) => void slots.push(slot) };
    const parts = { locks: { request } as unknown as LockManager, channel, memory };
    return { start: () => startTabSession(parts), slots };
  };
}

const role = (tab: Awaited<ReturnType<typeof startTabSession>>) => tab.state.getState().role;

describe('tabs with one drawing', () => {
  it('the first has it, the second asks', async () => {
    const tab = browser();
    const first = await tab().start();
    const second = await tab().start();
    expect([role(first), role(second)]).toEqual(['owner', 'asking']);
    second.view();
    expect(role(second)).toBe('viewing');
  });

  it('a lock that a page being reloaded still holds is waited for', async () => {
    const tab = browser();
    const before = await tab().start();
    const reloaded = tab().start();
    await before.workOnCopy();
    expect(role(await reloaded)).toBe('owner');
  });

  it('the first saves before it hands over', async () => {
    const tab = browser();
    const [first, second] = [await tab().start(), await tab().start()];
    const order: string[] = [];
    first.on({
      beforeHandOver: async () => {
        await Promise.resolve();
        order.push(`saved by the ${role(first)}`);
      },
      saved: () => {},
    });
    second.state.subscribe(({ role: now }) => order.push(`second is ${now}`));
    await second.takeOver();
    expect(order).toEqual(['saved by the owner', 'second is owner']);
    expect(role(first)).toBe('overtaken');
    await first.takeOver();
    expect([role(first), role(second)]).toEqual(['owner', 'overtaken']);
  });

  it('one that does not answer loses it', async () => {
    const tab = browser();
    const first = await tab(null, true).start();
    const second = await tab().start();
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const soon = new AbortController();
      setTimeout(() => soon.abort(), 5);
      return soon.signal;
    });
    await second.takeOver();
    vi.restoreAllMocks();
    expect([role(first), role(second)]).toEqual(['overtaken', 'owner']);
  });

  it('a copy has a slot of its own, which a reload of the tab finds again', async () => {
    const tab = browser();
    const first = await tab().start();
    const opened = tab();
    const second = await opened.start();
    await second.workOnCopy();
    const { slot } = second.state.getState();
    expect(slot).not.toBe(MAIN_SLOT);
    expect([role(first), role(second), opened.slots]).toEqual(['owner', 'owner', [slot]]);
    // a duplicate of the tab has the same slot in its memory
    expect(role(await tab(slot).start())).toBe('asking');
  });

  it('those that look on hear of what is saved; those with another drawing do not', async () => {
    const tab = browser();
    const [first, second, third] = [await tab().start(), await tab().start(), await tab('copy:x').start()];
    const heard = { second: 0, third: 0 };
    second.on({ beforeHandOver: () => Promise.resolve(), saved: () => heard.second++ });
    third.on({ beforeHandOver: () => Promise.resolve(), saved: () => heard.third++ });
    first.announce();
    expect(heard).toEqual({ second: 1, third: 0 });
  });

  it('without locks a tab has its drawing', async () => {
    const memory = { getItem: () => null, setItem: () => {} };
    expect(role(await startTabSession({ locks: undefined, channel: undefined, memory }))).toBe('owner');
  });
});
