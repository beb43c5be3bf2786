import { CATEGORIES, type Category, type NodeSpec } from '../../spec/node-spec.ts';

export interface PaletteGroup {
  readonly category: Category | 'layer';
  readonly specs: readonly NodeSpec[];
}

export const CATEGORY_LABELS: Record<Category | 'layer', string> = {
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

function categoryOf(spec: NodeSpec): Category | 'layer' {
  return spec.id.slice(0, spec.id.indexOf('.')) as Category | 'layer';
}

function words(spec: NodeSpec): string {
  const category = CATEGORY_LABELS[categoryOf(spec)];
  return [spec.label, spec.id, spec.summary, category, ...(spec.keywords ?? [])].join(' ').toLowerCase();
}

/** The vocabulary by category, in its order; with a query, the nodes that have all its words somewhere. */
export function searchSpecs(specs: readonly NodeSpec[], query: string): readonly PaletteGroup[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = specs.filter((spec) => {
    if (spec.hidden) return false;
    const text = words(spec);
    return wanted.every((word) => text.includes(word));
  });
  return [...CATEGORIES, 'layer' as const]
    .map((category) => ({ category, specs: found.filter((spec) => categoryOf(spec) === category) }))
    .filter((group) => group.specs.length > 0);
}
