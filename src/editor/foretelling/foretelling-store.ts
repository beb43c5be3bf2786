import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CollapseReport } from '../../analysis/collapse/collapse.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { EditorStore } from '../store/editor-store.ts';

/**
 * Reasons about a drawing, which takes seconds. Null where nothing can be told of it.
 * @throws if there is nobody who computes
 */
export type Foretell = (document: UnlabelDocument, preset: string | null) => Promise<CollapseReport | null>;

/** What is known of a drawing before it is trained; `of` tells which state of it was asked about. */
export type Foretelling =
  | { readonly kind: 'unasked' }
  | { readonly kind: 'computing' }
  | { readonly kind: 'told'; readonly report: CollapseReport | null; readonly of: Compilation }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ForetellingState {
  readonly foretelling: Foretelling;
  /** Asks about the drawing as it is now; an answer to an earlier question is no longer waited for. */
  readonly ask: () => Promise<void>;
}

export type ForetellingStore = StoreApi<ForetellingState>;

export function createForetellingStore(
  editor: EditorStore,
  compileNow: () => void,
  foretell: Foretell,
): ForetellingStore {
  let asked = 0;
  return createStore<ForetellingState>()((set) => ({
    foretelling: { kind: 'unasked' },
    ask: async () => {
      const question = ++asked;
      compileNow();
      const { content, compilation } = editor.getState();
      if (!compilation) return;
      set({ foretelling: { kind: 'computing' } });
      const foretelling = await foretell(content.document, content.preset).then(
        (report): Foretelling => ({ kind: 'told', report, of: compilation }),
        (error: unknown): Foretelling => ({
          kind: 'failed',
          reason: error instanceof Error ? error.message : String(error),
        }),
      );
      if (question === asked) set({ foretelling });
    },
  }));
}
