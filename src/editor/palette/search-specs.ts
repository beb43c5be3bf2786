import { CATEGORIES, type Category, type NodeSpec } from '../../spec/node-spec.ts';

/** Categories of the vocabulary, and the drawing's own node types. */
export type PaletteCategory = Category | 'layer' | 'composite';

export interface PaletteGroup {
  readonly category: PaletteCategory;
  readonly specs: readonly NodeSpec[];
}

export const CATEGORY_LABELS: Record<PaletteCategory, string> = {
  composite: 'This drawing',
  data: 'Data',
  augment: 'Augmentation',
  encoder: 'Encoder',
  head: 'Head',
  flow: 'Gradient and weights',
  state: 'Memory',
  target: 'Target',
  loss: 'Loss',
  math: 'Mathematics',
  optim: 'Optimiser',
  probe: 'Probe',
  layer: 'Layer',
};

function categoryOf(spec: NodeSpec): PaletteCategory {
  return spec.id.slice(0, spec.id.indexOf('.')) as PaletteCategory;
}

function words(spec: NodeSpec): string {
  const category = CATEGORY_LABELS[categoryOf(spec)];
  return [spec.label, spec.id, spec.summary, category, ...(spec.keywords ?? [])].join(' ').toLowerCase();
}

/** The drawing's own node types and the vocabulary by category, in its order; with a query, the nodes that have all its words somewhere. */
export function searchSpecs(specs: readonly NodeSpec[], query: string): readonly PaletteGroup[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = specs.filter((spec) => {
    if (spec.hidden) return false;
    const text = words(spec);
    return wanted.every((word) => text.includes(word));
  });
  return (['composite', ...CATEGORIES, 'layer'] as const)
    .map((category) => ({ category, specs: found.filter((spec) => categoryOf(spec) === category) }))
    .filter((group) => group.specs.length > 0);
}
