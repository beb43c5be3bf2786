import { DOCUMENT_VERSION } from '../schema.ts';
import { bypassAndAnnotations } from './bypass-and-annotations.ts';
import { compositesAndTypes } from './composites-and-types.ts';
import { contiguous } from './contiguous.ts';
import type { Migration } from './migration.ts';

/** Every change of the document format there ever was, oldest first. Version 1 is the first. */
export const MIGRATIONS: readonly Migration[] = contiguous(
  [compositesAndTypes, bypassAndAnnotations],
  DOCUMENT_VERSION,
);
