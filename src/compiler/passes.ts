/** Passes that change no result and can be left out: to measure what they gain, and to test that they change nothing. */
export const PASSES = ['mergeTied', 'spareBroadcasts', 'shareSubexpressions', 'dropUnused'] as const;
export type Pass = (typeof PASSES)[number];
