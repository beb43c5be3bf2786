import type { Change, Difference, Part } from './difference.ts';

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

/** A difference line by line: + for what comes, − for what goes, ~ for what changes. */
export function describeDifference(of: Difference): string[] {
  return [
    ...of.removed.map((part) => `− ${named(part)}`),
    ...of.added.map((part) => `+ ${named(part)}`),
    ...of.replaced.map((change) => {
      const others = params(change);
      return `~ ${named(change.before)} → ${named(change.after)}${others ? `: ${others}` : ''}`;
    }),
    ...of.changed.map((change) => `~ ${named(change.after)}: ${params(change)}`),
    ...of.wiresRemoved.map((wire) => `− wire ${wire.replace('->', ' → ')}`),
    ...of.wiresAdded.map((wire) => `+ wire ${wire.replace('->', ' → ')}`),
  ];
}
