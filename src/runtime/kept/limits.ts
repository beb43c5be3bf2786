/** The longest note and name of a run, in characters. */
export const MAX_NOTE = 10_000;
export const MAX_NAME = 200;
