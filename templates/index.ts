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

/** A method, ready to run: its id for links and the command line, and its document as it was read. */
export interface Template {
  readonly id: string;
  readonly document: unknown;
}

/** The methods, in the order of the gallery. */
export const templates: readonly Template[] = [
  { id: 'simclr', document: simclr },
  { id: 'moco-v1', document: mocoV1 },
  { id: 'moco', document: moco },
  { id: 'moco-v3', document: mocoV3 },
  { id: 'byol', document: byol },
  { id: 'simsiam', document: simsiam },
  { id: 'dino', document: dino },
  { id: 'swav', document: swav },
  { id: 'barlow-twins', document: barlowTwins },
  { id: 'vicreg', document: vicreg },
  { id: 'supervised', document: supervised },
];

export function findTemplate(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}
