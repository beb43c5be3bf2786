/** Templates whose step is written by hand too, in their preset `browser`. */
export const METHODS = ['simclr', 'moco', 'byol', 'simsiam', 'dino', 'swav'] as const;
export type MethodName = (typeof METHODS)[number];
