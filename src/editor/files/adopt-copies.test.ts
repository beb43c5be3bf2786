import { expect, it } from 'vitest';
import { serializeDocument } from '../../document/serialize.ts';
import { smallDocument } from '../store/small-document.ts';
import { adoptCopies } from './adopt-copies.ts';
import { lockName } from './tab-session.ts';

it('copies of closed tabs become snapshots; open, own, unreadable ones and those that cannot be kept stay', async () => {
  const text = (title: string) => serializeDocument(smallDocument(title));
  const slots = new Map([
    ['copy:own', text('own')],
    ['copy:open', text('open')],
    ['copy:waiting', text('waiting')],
    ['copy:closed', text('closed')],
    ['copy:damaged', '{'],
    ['copy:full', text('full')],
  ]);
  const kept: string[] = [];
  await adoptCopies(
    {
      list: () => Promise.resolve([...slots.keys()]),
      load: (slot) => Promise.resolve({ text: slots.get(slot)!, preset: null }),
      remove: (slot) => {
        slots.delete(slot);
        return Promise.resolve();
      },
    },
    'copy:own',
    {
      query: () =>
        Promise.resolve({
          held: [{ name: lockName('copy:open') }],
          pending: [{ name: lockName('copy:waiting') }],
        }),
    },
    (kind, { document }) => {
      if (document.meta.title === 'full') return Promise.resolve(false);
      kept.push(`${kind} ${document.meta.title}`);
      return Promise.resolve(true);
    },
  );
  expect(kept).toEqual(['copy closed']);
  expect([...slots.keys()]).toEqual(['copy:own', 'copy:open', 'copy:waiting', 'copy:damaged', 'copy:full']);
});
