/** What a worker does from its beginning to the first step of a run, in order. */
export const MILESTONES = [
  'code is loaded',
  'backend is asked for',
  'backends are known',
  'backend is started',
  'backend is tested',
  'run is asked for',
  'data are loaded',
  'step is planned',
  'run begins',
  'first step is done',
] as const;

export type Milestone = (typeof MILESTONES)[number];

/**
 * Notes the moment in the browser's own timeline, where its developer tools and `npm run bench -- survival` look. Only the
 * last moment of each name is kept, so that a long life adds nothing.
 */
export function milestone(name: Milestone): void {
  performance.clearMarks(name);
  performance.mark(name);
}
