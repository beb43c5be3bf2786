import type { Snippet } from '../../snippet.ts';
import * as augment from './augment.ts';
import * as comparisons from './comparisons.ts';
import * as encoders from './encoders.ts';
import * as heads from './heads.ts';
import * as layers from './layers.ts';
import * as losses from './losses.ts';
import * as memory from './memory.ts';
import * as optimisers from './optimisers.ts';
import * as schedules from './schedules.ts';
import * as tensors from './tensors.ts';
import * as training from './training.ts';

const all: readonly Snippet[] = [
  augment,
  comparisons,
  encoders,
  heads,
  layers,
  losses,
  memory,
  optimisers,
  schedules,
  tensors,
  training,
].flatMap((part) => Object.values(part).filter((one): one is Snippet => typeof one === 'object'));

/** Names that the library defines, with what it needs: no variable may hide them. */
export const LIBRARY_NAMES: readonly string[] = [
  ...new Set(
    all.flatMap(function names({ name, needs }: Snippet): string[] {
      return [name, ...needs.flatMap(names)];
    }),
  ),
];
