import type { Draft } from 'immer';
import type { ParamValue } from '../../document/schema.ts';
import { presetOf, stageOf, type Content } from '../store/content.ts';
import type { Command } from './command.ts';

type Params = Record<string, ParamValue>;

/**
 * Where the value in effect comes from: the preset's overlay if it names the parameter or gives the node another type,
 * else the node.
 */
function holder(draft: Draft<Content>, node: string, param: string): Params | undefined {
  const preset = presetOf(draft);
  if (preset && Object.hasOwn(preset.types, node)) return (preset.nodes[node] ??= {});
  const overlay = preset?.nodes[node];
  if (overlay && param in overlay) return overlay;
  return stageOf(draft.document).graph.nodes.find((candidate) => candidate.id === node)?.params;
}

/** Sets a parameter where its present value comes from. A slider's moves become one step until the gesture ends. */
export function setParam(node: string, param: string, value: ParamValue): Command {
  return {
    name: `Set ${param} of ${node}`,
    merge: `param:${node}.${param}`,
    apply: (draft) => {
      const params = holder(draft, node, param);
      if (params) params[param] = value;
    },
  };
}

/** Back to the default: the node no longer sets the parameter, nor does the active preset. */
export function resetParam(node: string, param: string): Command {
  return {
    name: `Reset ${param} of ${node}`,
    apply: (draft) => {
      const preset = presetOf(draft);
      const overlay = preset?.nodes[node];
      if (overlay) Reflect.deleteProperty(overlay, param);
      // the drawing's own params are those of another type
      if (preset && Object.hasOwn(preset.types, node)) return;
      const own = stageOf(draft.document).graph.nodes.find((candidate) => candidate.id === node);
      if (own) Reflect.deleteProperty(own.params, param);
    },
  };
}
