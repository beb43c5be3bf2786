import { beforeEach, expect, test } from 'vitest';
import { fromFragment, MAX_LINK_LENGTH } from '../../document/link.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { keptRunWith } from '../../runtime/testing/kept-run.ts';
import { smallDocument } from '../store/small-document.ts';
import { createRunLinks, type RunLinks } from './run-links.ts';
import { createRunsStore, type RunsStore } from './runs-store.ts';

const LOSSES = Array.from({ length: 100 }, (_, i) => Math.fround(5 / (i + 1)));
const run = keptRunWith(smallDocument(), LOSSES, { id: 'a', name: 'A' });
let runs: RunsStore;
let links: RunLinks;
let clipboard: string | null;

beforeEach(() => {
  const kept = new Map<string, KeptRun>();
  runs = createRunsStore({
    list: () => Promise.resolve([...kept.values()]),
    read: (id) => Promise.resolve(kept.get(id)),
    put: async (one) => void kept.set(one.id, one),
    remove: async (id) => void kept.delete(id),
  });
  clipboard = '';
  links = createRunLinks({
    runs,
    page: () => 'https://example.org/lab/?x=1#old',
    writeClipboard: (text) => {
      if (clipboard === null) return Promise.reject(new Error('no'));
      clipboard = text;
      return Promise.resolve();
    },
  });
});

const codes = () => runs.getState().problems.map(({ code }) => code);
async function open(href: string) {
  const fragment = new URL(href).hash.slice(1);
  const drawing = await fromFragment(fragment);
  if (!drawing.ok) throw new Error('the link has no drawing');
  await links.getState().open(fragment, drawing.value);
}

test('a link that was copied is opened elsewhere: its run is listed, drawn over the charts and offered', async () => {
  await links.getState().copy(run);
  expect(links.getState().made).toMatchObject({ label: 'A, seed 1', href: clipboard, copied: true });
  expect(clipboard).toMatch(/^https:\/\/example\.org\/lab\/\?x=1#d=1\./);
  await open(clipboard!);
  expect(links.getState().offered).toMatchObject({ id: 'a', seed: 1, step: 100 });
  expect(runs.getState().list).toMatchObject([{ id: 'a', pinned: true }]);
  expect([...runs.getState().overlaid.keys()]).toEqual(['a']);
  links.getState().close();
  expect(links.getState()).toMatchObject({ made: null, offered: null });
});

test('opened where the run is known, all that is known of it is compared', async () => {
  await runs.getState().keep(run);
  await links.getState().copy(run);
  await open(clipboard!);
  expect(runs.getState().list).toHaveLength(1);
  expect(links.getState().offered?.loss).toEqual(run.loss);
  await links.getState().copy({ ...run, seed: 2 });
  await open(clipboard!);
  expect(
    runs
      .getState()
      .list?.map(({ seed }) => seed)
      .toSorted(),
  ).toEqual([1, 2]);
});

test('where the clipboard is closed to the page, the link is there to be selected', async () => {
  clipboard = null;
  await links.getState().copy(run);
  expect(links.getState().made).toMatchObject({ copied: false });
  expect(links.getState().made?.href).toContain('&r=1.');
});

test('a run that no drawing and seed give, and one too large for a link, are refused', async () => {
  await links.getState().copy({ ...run, mixed: true });
  expect(codes()).toEqual(['RUN_NOT_REPLAYED']);
  const [stage] = smallDocument().stages;
  const nodes = Array.from({ length: 4000 }, (_, i) => ({
    id: `n${i}`,
    type: 'loss.ntXent',
    params: { temperature: Math.sin(i) },
  }));
  const document = { ...smallDocument(), stages: [{ ...stage!, graph: { nodes, edges: [] } }] };
  await links.getState().copy({ ...run, document });
  expect(codes()).toEqual(['RUN_LINK_TOO_LONG']);
  expect(runs.getState().problems[0]!.message).toContain(`${MAX_LINK_LENGTH / 1000},000`);
  expect(links.getState().made).toBeNull();
});

test('a link that was cut short says so', async () => {
  await links.getState().copy(run);
  await open(clipboard!.slice(0, -30));
  expect(codes()).toEqual(['RUN_LINK_CORRUPT']);
  expect(links.getState().offered).toBeNull();
});
