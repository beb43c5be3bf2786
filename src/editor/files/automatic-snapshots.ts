import { serializeDocument } from '../../document/serialize.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { graphOf, type Content } from '../store/content.ts';
import type { EditorStore } from '../store/editor-store.ts';
import type { SnapshotKind } from './snapshot.ts';

type Documents = readonly UnlabelDocument[];

/** Editing for so long keeps a snapshot. */
export const EVERY_MS = 5 * 60_000;

export interface AutomaticSnapshots {
  /** To be called before another document takes the drawing's place, with that document. */
  beforeOpening(next: UnlabelDocument): void;
  stop(): void;
}

/**
 * Keeps a snapshot of the drawing when another is opened and every five minutes of editing. One that stands as it was
 * opened, and an empty one, is not kept: it is where it came from. Nothing is waited for before `keep` is called: the page
 * may be left at any moment. `needless` says later whether the snapshot can go again.
 */
export function keepSnapshots(
  store: EditorStore,
  keep: (kind: SnapshotKind, content: Content, needless?: Promise<boolean>) => void,
  templates: () => Documents | Promise<Documents> = () => [],
  now: () => number = Date.now,
): AutomaticSnapshots {
  // documents are immutable: the same object is the same drawing
  const elsewhere = new WeakSet<UnlabelDocument>();
  // a template that was stored and read again is another object
  const isOneOf = (templates: Documents, document: UnlabelDocument): boolean => {
    const known = templates.filter(({ meta }) => meta.title === document.meta.title);
    // what is stored has its parts in the order of a file, whatever order they came in
    return known.some((one) => serializeDocument(one) === serializeDocument(document));
  };
  let since = now();
  const keepOnce = (kind: SnapshotKind, content: Content) => {
    since = now();
    const { document } = content;
    if (elsewhere.has(document) || graphOf(content).nodes.length === 0) return;
    elsewhere.add(document);
    const known = templates();
    if (known instanceof Promise) {
      // soon after the page was opened templates have still to be read; what cannot be told apart is kept
      const isTemplate = known.then(
        (all) => isOneOf(all, document),
        () => false,
      );
      keep(kind, content, isTemplate);
    } else if (!isOneOf(known, document)) keep(kind, content);
  };
  const stop = store.subscribe(({ content }, before) => {
    if (content.document === before.content.document || now() - since < EVERY_MS) return;
    keepOnce('time', content);
  });
  return {
    beforeOpening: (next) => {
      keepOnce('opened', store.getState().content);
      elsewhere.add(next);
    },
    stop,
  };
}
