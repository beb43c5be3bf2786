import type { Graph, Preset, Stage, UnlabelDocument } from '../../document/schema.ts';
import { defined } from '../../base/assert.ts';
import { applyPreset } from '../../document/presets.ts';

/** What undo covers: the document and which of its presets is laid over it. */
export interface Content {
  readonly document: UnlabelDocument;
  /** Null: the drawing's own parameters. */
  readonly preset: string | null;
  /** Which opening of a document this comes from; undo past an opening gives that of the document before. */
  readonly origin?: number;
}

/** The preset a newly opened document starts with: `browser`, the one that runs here, if there is one. */
export function initialPreset(document: UnlabelDocument): string | null {
  return 'browser' in document.presets ? 'browser' : null;
}

/** The stage on the canvas. Works on drafts too. */
export function stageOf<D extends UnlabelDocument>(document: D): D['stages'][number] {
  return defined(document.stages[0], 'a document has a stage') as D['stages'][number];
}

export function graphOf(content: Content): Graph {
  return stageOf(content.document).graph;
}

export function presetOf(content: Content): Preset | undefined {
  return content.preset === null ? undefined : content.document.presets[content.preset];
}

/** The document with the active preset laid over it. */
export function effectiveDocument({ document, preset }: Content): UnlabelDocument {
  const applied = preset === null ? null : applyPreset(document, preset);
  return applied?.ok ? applied.value : document;
}

/** Steps and seed with the preset's laid over them. */
export function effectiveRun(content: Content): Stage['run'] {
  const { steps, seed } = presetOf(content)?.run ?? {};
  const own = stageOf(content.document).run;
  return { steps: steps ?? own.steps, seed: seed ?? own.seed };
}
