import { byol } from './byol.ts';
import { dino } from './dino.ts';
import type { Method } from './method.ts';
import { moco } from './moco.ts';
import type { MethodName } from './names.ts';
import { simclr } from './simclr.ts';
import { simsiam } from './simsiam.ts';
import { swav } from './swav.ts';

/** The methods' steps by hand. */
export const methods: Readonly<Record<MethodName, Method>> = { simclr, moco, byol, simsiam, dino, swav };
