import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import type { Preset, Stage, UnlabelDocument } from './schema.ts';

/**
 * The document with a preset's params and run laid over its own, in every stage. Params of nodes the drawing no longer
 * has are passed over: deleting a node must not break a preset. Fails with `DOC_UNKNOWN_PRESET`.
 */
export function applyPreset(document: UnlabelDocument, presetId: string): Checked<UnlabelDocument> {
  const preset = Object.hasOwn(document.presets, presetId) ? document.presets[presetId] : undefined;
  if (!preset) {
    return failure([
      diagnose('DOC_UNKNOWN_PRESET', { preset: presetId, known: Object.keys(document.presets) }),
    ]);
  }
  return success({ ...document, stages: document.stages.map((stage) => overlay(stage, preset)) });
}

function overlay(stage: Stage, preset: Preset): Stage {
  const nodes = stage.graph.nodes.map((node) => {
    const params = Object.hasOwn(preset.nodes, node.id) ? preset.nodes[node.id] : undefined;
    return params ? { ...node, params: { ...node.params, ...params } } : node;
  });
  return {
    ...stage,
    graph: { ...stage.graph, nodes },
    run: { steps: preset.run.steps ?? stage.run.steps, seed: preset.run.seed ?? stage.run.seed },
  };
}
