import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Graph, UnlabelDocument } from '../document/schema.ts';
import type { ProjectMaker } from './code/project-maker.ts';
import type { RunStore } from '../runtime/run-store-state.ts';
import type { AblationStore } from './ablation/ablation.ts';
import type { Registry } from '../spec/registry.ts';
import type { SnapshotsStore } from './files/snapshots-store.ts';
import type { TabChoices } from './files/tab-drawing.ts';
import type { TabSession } from './files/tab-session.ts';
import type { ForetellingStore } from './foretelling/foretelling-store.ts';
import type { LateRuns } from './runs/late-runs.ts';
import type { SampleStore } from './samples/sample-store.ts';
import type { Content } from './store/content.ts';
import type { Compile } from './store/keep-compiled.ts';
import type { Drawing } from './store/drawing.ts';
import type { EditorState, EditorStore } from './store/editor-store.ts';

/** A method of the gallery. */
export interface Template {
  readonly id: string;
  /** The group it stands in. */
  readonly family: string;
  readonly document: UnlabelDocument;
}

/** They are many, and none of them is needed to show a drawing. */
export interface LateTemplates {
  /** Those that have been read by now. */
  readonly now: () => readonly Template[];
  /** All of them: the same promise at each call. */
  readonly all: () => Promise<readonly Template[]>;
}

/** What the composition root hands to the editor. */
export interface EditorServices {
  readonly store: EditorStore;
  readonly registry: Registry;
  /** The methods of the gallery; all of them are there soon after the drawing. */
  readonly templates: LateTemplates;
  readonly runStore: RunStore;
  /** The drawing trained with nodes and without them. */
  readonly ablation: AblationStore;
  /** Runs that were kept. */
  readonly runs: LateRuns;
  /**
   * Puts another document in the place of this one and ends what was trained for it. The one before is kept as a
   * snapshot. Without a preset, the one the document starts with is laid over it.
   */
  readonly openDocument: (document: UnlabelDocument, preset?: string | null) => void;
  readonly snapshots: SnapshotsStore;
  /** Images as they leave the nodes. */
  readonly samples: SampleStore;
  /** What is known of the drawing before it is trained. */
  readonly foretelling: ForetellingStore;
  /** What this tab is to its drawing, and what a person can make it. */
  readonly tabs: Pick<TabSession, 'state'> & TabChoices;
  readonly drawing: (content: Content) => Drawing;
  /** A drawing with a preset laid over it, or as it is. */
  readonly compile: Compile;
  /** What writes drawings as code, fetched when it is first asked for. */
  readonly projects: () => Promise<ProjectMaker>;
  /** Makes the store's compilation that of the drawing as it is at this moment. */
  readonly compileNow: () => void;
  /** Why a wire between two ports cannot be drawn; null if it can. A wire already on the input is replaced. */
  readonly checkConnection: (graph: Graph, from: string, to: string) => Diagnostic | null;
}

const EditorContext = createContext<EditorServices | null>(null);

export const EditorProvider = EditorContext.Provider;

export function useServices(): EditorServices {
  const services = useContext(EditorContext);
  if (!services) throw new Error('The editor must stand inside an EditorProvider.');
  return services;
}

/** A part of the editor's state. The selector must give the same object for the same state. */
export function useEditor<T>(selector: (state: EditorState) => T): T {
  return useStore(useServices().store, selector);
}

/** A part of the drawing: nodes with their types, ports and effective parameters. */
export function useDrawing<T>(selector: (drawing: Drawing) => T): T {
  const { store, drawing } = useServices();
  return useStore(store, (state) => selector(drawing(state.content)));
}
