/** The stops of the tour, in order. */
export const STOPS = ['drawing', 'train', 'watch', 'change', 'again', 'done'] as const;
export type Stop = (typeof STOPS)[number];

/** What of the drawing and its run decides how the tour goes on; programs are told apart by their keys. */
export interface Facts {
  /** What is drawn, as a program; null where it cannot be trained. */
  readonly drawn: string | null;
  /** What the present or last run trains; null before the first. */
  readonly trained: string | null;
  /** Steps that run has done. */
  readonly steps: number;
}

export interface Progress {
  readonly stop: Stop;
  /** What was trained before the visitor's own change. */
  readonly first: string | null;
  /** Steps done when a run of the change was first seen: a run that goes on does not begin at 0. */
  readonly from: number | null;
}

export const BEGINNING: Progress = { stop: 'drawing', first: null, from: null };

/** Whether the visitor goes on by a button; at the other stops by doing what is asked. */
export function waitsForButton(stop: Stop): boolean {
  return stop === 'drawing' || stop === 'watch' || stop === 'done';
}

/** The next stop, for those that a button leaves. */
export function goOn(progress: Progress, { drawn, trained }: Facts): Progress {
  if (progress.stop === 'drawing') return { ...progress, stop: 'train' };
  if (progress.stop === 'watch') return { ...progress, stop: 'change', first: trained ?? drawn };
  return progress;
}

/** Where the tour stands after something has happened; the same object where it stays. */
export function follow(progress: Progress, { drawn, trained, steps }: Facts): Progress {
  const { stop, first, from } = progress;
  if (stop === 'train') {
    return trained !== null && steps > 0 ? { ...progress, stop: 'watch', first: trained } : progress;
  }
  if (stop === 'change') {
    return drawn !== null && drawn !== first ? { ...progress, stop: 'again', from: null } : progress;
  }
  if (stop !== 'again') return progress;
  const runsChange = trained !== null && trained !== first;
  if (runsChange) {
    const begun = Math.min(from ?? steps, steps);
    if (steps > begun) return { ...progress, stop: 'done' };
    return begun === from ? progress : { ...progress, from: begun };
  }
  // taken back before it was trained: there is nothing of one's own to train
  return drawn === first ? { ...progress, stop: 'change', from: null } : progress;
}
