import { byNodeType } from '../../emitters-by-node-type.ts';
import type { Emitter } from '../emission.ts';
import * as encoders from './encoders.ts';
import * as heads from './heads.ts';
import * as losses from './losses.ts';
import * as math from './math.ts';
import * as state from './state.ts';
import * as targets from './targets.ts';

/** How each node type is written, by its id. */
export const EMITTERS = byNodeType<Emitter>({ encoders, heads, losses, math, state, targets });
