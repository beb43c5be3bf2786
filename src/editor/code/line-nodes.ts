import type { CodeFile } from './project-maker.ts';

/** Lines of a file, from 1, that were written for a node of the canvas. */
export function linesOf({ origins }: CodeFile, nodes: readonly string[]): readonly number[] {
  return origins.flatMap((ids, i) => (ids.some((id) => nodes.includes(id)) ? [i + 1] : []));
}

/** The node of the canvas that a line, counted from 1, was written for. */
export function nodeOfLine({ origins }: CodeFile, line: number): string | null {
  return origins[line - 1]?.[0] ?? null;
}

/** The path of the file to show for some nodes: the one that is shown, unless only others have lines of them. */
export function fileOf(
  files: readonly CodeFile[],
  shown: string | null,
  nodes: readonly string[],
): string | null {
  const having = files.filter((file) => linesOf(file, nodes).length > 0).map(({ path }) => path);
  const now = shown ?? files[0]?.path ?? null;
  return now !== null && having.includes(now) ? now : (having[0] ?? now);
}
