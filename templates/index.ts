import barlowTwins from './barlow-twins.json' with { type: 'json' };
import byol from './byol.json' with { type: 'json' };
import dino from './dino.json' with { type: 'json' };
import mocoV1 from './moco-v1.json' with { type: 'json' };
import mocoV3 from './moco-v3.json' with { type: 'json' };
import moco from './moco.json' with { type: 'json' };
import simclr from './simclr.json' with { type: 'json' };
import simsiam from './simsiam.json' with { type: 'json' };
import supervised from './supervised.json' with { type: 'json' };
import swav from './swav.json' with { type: 'json' };
import vicreg from './vicreg.json' with { type: 'json' };

/** What keeps a method from collapsing, which is how the literature sorts them; `reference` for what others are read against. */
export const FAMILIES = ['contrastive', 'distillation', 'clustering', 'redundancy', 'reference'] as const;
export type Family = (typeof FAMILIES)[number];

/** A method, ready to run: its id for links and the command line, its family, and its document as it was read. */
export interface Template {
  readonly id: string;
  readonly family: Family;
  readonly document: unknown;
}

/** The methods, in the order of the gallery. */
export const templates: readonly Template[] = [
  { id: 'simclr', family: 'contrastive', document: simclr },
  { id: 'moco-v1', family: 'contrastive', document: mocoV1 },
  { id: 'moco', family: 'contrastive', document: moco },
  { id: 'moco-v3', family: 'contrastive', document: mocoV3 },
  { id: 'byol', family: 'distillation', document: byol },
  { id: 'simsiam', family: 'distillation', document: simsiam },
  { id: 'dino', family: 'distillation', document: dino },
  { id: 'swav', family: 'clustering', document: swav },
  { id: 'barlow-twins', family: 'redundancy', document: barlowTwins },
  { id: 'vicreg', family: 'redundancy', document: vicreg },
  { id: 'supervised', family: 'reference', document: supervised },
];

export function findTemplate(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}
