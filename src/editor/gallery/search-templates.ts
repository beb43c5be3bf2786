import type { Template } from '../editor-context.tsx';

export interface TemplateGroup {
  readonly family: string;
  readonly label: string;
  readonly templates: readonly Template[];
}

const LABELS: Readonly<Record<string, string>> = {
  contrastive: 'Contrastive',
  distillation: 'Self-distillation',
  clustering: 'Clustering',
  redundancy: 'Redundancy reduction',
  reference: 'Reference',
};

function words({ family, document }: Template): string {
  const { title, idea, citation } = document.meta;
  return [title, idea, citation, LABELS[family] ?? family].join(' ').toLowerCase();
}

/** The methods by family, both in the given order; with a query, those that have all its words somewhere. */
export function searchTemplates(templates: readonly Template[], query: string): readonly TemplateGroup[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = templates.filter((template) => {
    const text = words(template);
    return wanted.every((word) => text.includes(word));
  });
  const families = [...new Set(found.map(({ family }) => family))];
  return families.map((family) => ({
    family,
    label: LABELS[family] ?? family,
    templates: found.filter((template) => template.family === family),
  }));
}

/** The first sentence of an idea. */
export function firstSentence(idea: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(idea)?.[0] ?? idea;
}
