import { withComposites } from '../../compiler/composite-registry.ts';
import type { EditorServices } from '../editor-context.tsx';
import { effectiveDocument, graphOf } from '../store/content.ts';
import type { WireContext } from './judge-wires.ts';
import { portUsage } from './port-usage.ts';
import type { NodeSpec } from '../../spec/node-spec.ts';

/** The drawing as wires are judged by it, now. */
export function wireContext({ store, drawing, checkConnection }: EditorServices): WireContext {
  const { content } = store.getState();
  return { graph: graphOf(content), drawing: drawing(content), check: checkConnection };
}

/** The vocabulary and the drawing's own node types. */
export function specsOf({ store, registry }: EditorServices): readonly NodeSpec[] {
  return withComposites(registry, store.getState().content.document.composites).specs;
}

const stages = new WeakMap<EditorServices, ReturnType<typeof portUsage>>();

/** What usually follows what, as the methods of the gallery have it with the presets that run here. */
export function usageOf(services: EditorServices): ReturnType<typeof portUsage> {
  const known = stages.get(services);
  if (known) return known;
  const templates = services.templates.now();
  const usage = portUsage(
    templates.flatMap(({ document }) => {
      const preset = 'browser' in document.presets ? 'browser' : null;
      return effectiveDocument({ document, preset }).stages.map(({ graph }) => graph);
    }),
  );
  // the first one alone would say little
  if (templates.length > 1) stages.set(services, usage);
  return usage;
}
