import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SampleImages } from '../../../workers/protocol.ts';
import { compileSamples, type SampleBlock } from '../../compiler/compile-samples.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import type { Registry } from '../../spec/registry.ts';
import { effectiveDocument, effectiveRun, graphOf, presetOf, type Content } from '../store/content.ts';
import type { EditorStore } from '../store/editor-store.ts';
import { SAMPLE_IMAGES } from './sample-layout.ts';

/** What a card shows of its node's images. */
export type Sample =
  | { readonly kind: 'images'; readonly images: SampleImages; readonly views: number }
  /** Nothing can be computed for this node as it is drawn. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface SampleState {
  /**
   * Nothing is loaded before the canvas stands (`waiting`), nor, where every byte is paid for, before a person wants it
   * (`onRequest`).
   */
  readonly phase: 'waiting' | 'onRequest' | 'on';
  readonly byNode: ReadonlyMap<string, Sample>;
  /** How often other samples were asked for. */
  readonly draw: number;
  /** Begins to compute samples. */
  readonly begin: () => void;
  /** Has a person asked before anything is loaded. */
  readonly wait: () => void;
  /** Draws other images and other random numbers. */
  readonly drawOthers: () => void;
  /** Whether samples that are wanted are still on their way. */
  readonly awaited: () => boolean;
  /** Samples of this node are wanted until the function is called that this gives. */
  readonly watch: (node: string) => () => void;
}

export type SampleStore = StoreApi<SampleState>;

/** Computes one sample; an answer without problems that is no success says nothing. */
export type ComputeSample = (
  block: SampleBlock,
  numbers: { readonly seed: number; readonly step: number },
) => Promise<Checked<SampleImages>>;

/** Milliseconds between two looks at a drawing that changes. */
const PAUSE = 60;
/** A look takes no more than this share of the main thread. */
const SHARE = 1 / 6;
/** Samples that are kept: of parameters that were tried before, of a drawing that is opened again. */
const KEPT = 64;

interface Job {
  readonly key: string;
  readonly block: SampleBlock;
  readonly seed: number;
  readonly step: number;
}

/** What samples depend on: moving a node computes nothing. */
function subject(content: Content): readonly unknown[] {
  const { seed } = effectiveRun(content);
  return [graphOf(content), content.document.composites, presetOf(content), seed];
}

/**
 * Samples of the images that nodes of the drawing give, computed one after another in the background for the nodes whose
 * cards are there. They follow the drawing; what is asked for no more is not computed, what was computed is not again.
 */
export function createSampleStore(
  editor: EditorStore,
  registry: Registry,
  compute: ComputeSample,
): SampleStore {
  const watched = new Map<string, number>();
  const answers = new Map<string, Checked<SampleImages>>();
  let jobs = new Map<string, Job>();
  let seen: readonly unknown[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting = PAUSE;
  let working = false;

  const store: SampleStore = createStore<SampleState>()((set, get) => ({
    phase: 'waiting',
    byNode: new Map(),
    draw: 0,
    begin: () => {
      if (get().phase === 'on') return;
      set({ phase: 'on' });
      look();
    },
    wait: () => {
      if (get().phase === 'waiting') set({ phase: 'onRequest' });
    },
    drawOthers: () => {
      set({ draw: get().draw + 1, phase: 'on' });
      look();
    },
    awaited: () => {
      const { phase } = get();
      if (phase === 'onRequest' || watched.size === 0) return false;
      return phase === 'waiting' || timer !== undefined || working;
    },
    watch: (node) => {
      watched.set(node, (watched.get(node) ?? 0) + 1);
      lookSoon();
      return () => {
        const others = (watched.get(node) ?? 1) - 1;
        if (others > 0) watched.set(node, others);
        else watched.delete(node);
        lookSoon();
      };
    },
  }));

  function lookSoon(): void {
    if (store.getState().phase === 'on') timer ??= setTimeout(look, resting);
  }

  /** Finds out what is to be seen now, shows what is known of it, and has the rest computed. */
  function look(): void {
    clearTimeout(timer);
    timer = undefined;
    const { content } = editor.getState();
    const now = [...subject(content), [...watched.keys()].join(), store.getState().draw];
    if (now.length !== seen.length || now.some((part, i) => part !== seen[i])) {
      seen = now;
      const start = performance.now();
      jobs = plan(content, store.getState().draw);
      resting = Math.max(PAUSE, (performance.now() - start) / SHARE);
    }
    show();
    void work();
  }

  function plan(content: Content, step: number): Map<string, Job> {
    const { seed } = effectiveRun(content);
    const document = effectiveDocument(content);
    const blocks = compileSamples(document, registry, [...watched.keys()], SAMPLE_IMAGES);
    return new Map(
      [...blocks].map(([node, block]) => [
        node,
        { key: JSON.stringify([block, seed, step]), block, seed, step },
      ]),
    );
  }

  function show(): void {
    const before = store.getState().byNode;
    const byNode = new Map<string, Sample>();
    for (const node of watched.keys()) {
      const job = jobs.get(node);
      const answer = job && answers.get(job.key);
      const old = before.get(node);
      // until the new sample is there, the old one stands
      const sample = job ? (answer ? sampleOf(answer, job, old) : old) : ({ kind: 'none' } as const);
      if (sample) byNode.set(node, old && same(old, sample) ? old : sample);
    }
    const changed =
      byNode.size !== before.size || [...byNode].some(([node, sample]) => before.get(node) !== sample);
    if (changed) store.setState({ byNode });
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    const next = () => [...jobs.values()].find(({ key }) => !answers.has(key));
    for (let job = next(); job; job = next()) {
      const answer = await compute(job.block, job);
      // ended from outside: it is asked for again when something changes
      if (!answer.ok && answer.problems.length === 0) break;
      keep(job.key, answer);
      show();
    }
    working = false;
  }

  function keep(key: string, answer: Checked<SampleImages>): void {
    answers.set(key, answer);
    const present = new Set([...jobs.values()].map((job) => job.key));
    for (const old of answers.keys()) {
      if (answers.size <= KEPT) break;
      if (!present.has(old)) answers.delete(old);
    }
  }

  editor.subscribe((state, before) => {
    if (state.content !== before.content) lookSoon();
  });
  return store;
}

function sampleOf(answer: Checked<SampleImages>, { block }: Job, old: Sample | undefined): Sample {
  if (!answer.ok) return { kind: 'failed', reason: answer.problems[0]?.message ?? '' };
  if (old?.kind === 'images' && old.images === answer.value) return old;
  return { kind: 'images', images: answer.value, views: block.views };
}

function same(a: Sample, b: Sample): boolean {
  if (a.kind === 'none') return b.kind === 'none';
  return a.kind === 'failed' && b.kind === 'failed' && a.reason === b.reason;
}
