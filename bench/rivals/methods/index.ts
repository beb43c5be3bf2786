import { byol } from './byol.ts';
import { dino } from './dino.ts';
import type { Method } from './method.ts';
import { moco } from './moco.ts';
import { simclr } from './simclr.ts';
import { simsiam } from './simsiam.ts';
import { swav } from './swav.ts';

/** Templates whose step is written by hand too, in their preset `browser`. */
export const METHODS = ['simclr', 'moco', 'byol', 'simsiam', 'dino', 'swav'] as const;
export type MethodName = (typeof METHODS)[number];

export const methods: Readonly<Record<MethodName, Method>> = { simclr, moco, byol, simsiam, dino, swav };
