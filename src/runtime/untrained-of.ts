import type { RunState } from './run-state.ts';

/** What was measured of the untrained weights so far, by probe node. */
export function untrainedOf({
  probes,
}: RunState): Readonly<Record<string, Readonly<Record<string, number>>>> {
  return Object.fromEntries(
    Object.entries(probes).flatMap(([node, { untrained }]) =>
      Object.keys(untrained).length > 0 ? [[node, untrained]] : [],
    ),
  );
}
