import type { Change, Difference, Part } from './difference-of-graphs.ts';

const WEIGHTS: Readonly<Record<string, string>> = {
  tied: 'shared weights',
  ema: 'a moving average',
  snapshot: 'a snapshot',
  frozen: 'frozen',
};

const value = (of: unknown): string => (Array.isArray(of) ? of.join('-') || 'none' : String(of));

function named({ id, label, weights }: Part): string {
  const fate = weights === null ? undefined : WEIGHTS[weights];
  return `${label} (${id}${fate ? `, ${fate}` : ''})`;
}

const params = ({ params: changes }: Change): string =>
  changes.map(({ label, before, after }) => `${label} ${value(before)} → ${value(after)}`).join(', ');

/** A line of a difference, and the nodes of either drawing that it is about. */
export interface DifferenceLine {
  readonly kind: 'removed' | 'added' | 'changed';
  readonly text: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A difference line by line: + for what comes, − for what goes, ~ for what changes. A wire is about the node it leads to. */
export function differenceLines(of: Difference): DifferenceLine[] {
  const target = (wire: string): string => wire.slice(wire.indexOf('->') + 2).split('.')[0]!;
  const shown = (wire: string): string => wire.replace('->', ' → ');
  const changed = (change: Change, text: string): DifferenceLine => ({
    kind: 'changed',
    text: `~ ${text}`,
    before: change.before.id,
    after: change.after.id,
  });
  const [removed, added] = [
    { kind: 'removed', after: null },
    { kind: 'added', before: null },
  ] as const;
  return [
    ...of.removed.map((part) => ({ ...removed, text: `− ${named(part)}`, before: part.id })),
    ...of.added.map((part) => ({ ...added, text: `+ ${named(part)}`, after: part.id })),
    ...of.replaced.map((change) => {
      const others = params(change);
      return changed(
        change,
        `${named(change.before)} → ${named(change.after)}${others ? `: ${others}` : ''}`,
      );
    }),
    ...of.changed.map((change) => changed(change, `${named(change.after)}: ${params(change)}`)),
    ...of.wiresRemoved.map((wire) => ({ ...removed, text: `− wire ${shown(wire)}`, before: target(wire) })),
    ...of.wiresAdded.map((wire) => ({ ...added, text: `+ wire ${shown(wire)}`, after: target(wire) })),
  ];
}

/** The lines as text. */
export function describeDifference(of: Difference): string[] {
  return differenceLines(of).map(({ text }) => text);
}
