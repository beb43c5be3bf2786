import { withNeeds, type Snippet } from '../../snippet.ts';
import * as distributed from './distributed.ts';
import * as encoders from './encoders.ts';
import * as heads from './heads.ts';
import * as layers from './layers.ts';
import * as losses from './losses.ts';
import * as memory from './memory.ts';
import * as schedules from './schedules.ts';
import * as targets from './targets.ts';

const all: readonly Snippet[] = [
  distributed,
  encoders,
  heads,
  layers,
  losses,
  memory,
  schedules,
  targets,
].flatMap((part) => Object.values(part));

/** Names that the library defines: no variable may hide them. */
export const LIBRARY_NAMES: readonly string[] = withNeeds(all).flatMap(({ name, code }) => [
  name,
  ...[...code.matchAll(/^(?:class|def) (\w+)/gm)].map(([, defined]) => defined!),
]);
