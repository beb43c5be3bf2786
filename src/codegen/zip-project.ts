import { zipSync, type Zippable } from 'fflate';
import type { ExportedFile } from './exported-project.ts';

/** The first day that a zip can tell: the same project is the same bytes, whenever it is packed. */
const MTIME = new Date(1980, 0, 1);

/** A project's files as a zip, all in one folder. */
export function zipProject(
  folder: string,
  files: ReadonlyMap<string, ExportedFile>,
): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const [path, content] of files) {
    const text = typeof content === 'string';
    // weights and images hardly get smaller
    entries[`${folder}/${path}`] = [
      text ? new TextEncoder().encode(content) : content,
      { level: text ? 6 : 0, mtime: MTIME },
    ];
  }
  return zipSync(entries);
}
