import type { NodeSpec } from '../../spec/node-spec.ts';
import { CATEGORY_LABELS, searchSpecs } from '../palette/search-specs.ts';
import { defaultPorts, type FittingType } from './fitting-types.ts';
import type { Pick } from './PickMenu.tsx';

/** A node type in the menu, with how it will be connected where it comes from a wire. */
export interface NodePick extends Pick {
  readonly type: string;
  readonly fit?: FittingType;
}

/** Every node type, in the palette's order. */
export function allPicks(specs: readonly NodeSpec[]): readonly NodePick[] {
  return searchSpecs(specs, '').flatMap((group) =>
    group.specs.map((spec) => pickOf(spec, CATEGORY_LABELS[group.category])),
  );
}

/** Types that fit a wire, each with the port it will be connected at where there are several. */
export function fittingPicks(fits: readonly FittingType[], side: 'input' | 'output'): readonly NodePick[] {
  return fits.map((fit) => {
    const { inputs, outputs } = defaultPorts(fit.spec);
    const ports = side === 'input' ? inputs : outputs;
    const label = ports.find(({ name }) => name === fit.port)?.label ?? fit.port;
    return { ...pickOf(fit.spec, label), fit };
  });
}

function pickOf(spec: NodeSpec, note: string): NodePick {
  return {
    key: spec.id,
    label: spec.label,
    type: spec.id,
    note,
    summary: spec.summary,
    words: [spec.id.slice(spec.id.indexOf('.') + 1), ...(spec.keywords ?? []), note],
  };
}
