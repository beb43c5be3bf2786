/** Before a node's id, in a comment of its own line: a character of the private use area, which no drawing's text is expected to hold. */
const MARKER = '\uE000';
const MARKS = new RegExp(`^(?:#|//) ${MARKER}(.*)$`);

/** For each line of a file: the nodes it was written for. */
export type LineOrigins = readonly (readonly string[])[];

/** A statement with a comment before it that says which node it was written for; a formatter keeps the two together. */
export function markStatement(text: string, node: string, comment: '#' | '//' = '#'): string {
  const margin = /^\s*/.exec(text)![0];
  return node === '' ? text : `${margin}${comment} ${MARKER}${node}\n${text}`;
}

const NOTHING: readonly string[] = [];

/**
 * Formatted code without its marks, and whose each line is. A mark holds for the statement behind it: a line, what is further in, and
 * brackets that close at its own margin; marks further in hold there.
 */
export function readMarks(marked: string): { readonly code: string; readonly origins: LineOrigins } {
  const lines: string[] = [];
  const origins: (readonly string[])[] = [];
  let next: readonly string[] | null = null;
  const open: { readonly margin: number; readonly nodes: readonly string[]; begun: boolean }[] = [];
  for (const line of marked.split('\n')) {
    const text = line.trimStart();
    const mark = MARKS.exec(text);
    if (mark) {
      next = [mark[1]!];
      continue;
    }
    lines.push(line);
    if (text === '') {
      origins.push(NOTHING);
      continue;
    }
    const margin = line.length - text.length;
    while (open.length > 0 && ends(open.at(-1)!, margin, text)) open.pop();
    if (next) open.push({ margin, nodes: next, begun: false });
    next = null;
    const innermost = open.at(-1);
    // a decorator belongs to the definition behind it
    if (innermost?.margin === margin && !text.startsWith('@')) innermost.begun = true;
    origins.push(innermost?.nodes ?? NOTHING);
  }
  return { code: lines.join('\n'), origins };
}

function ends(
  statement: { readonly margin: number; readonly begun: boolean },
  margin: number,
  text: string,
): boolean {
  if (margin > statement.margin) return false;
  return margin < statement.margin || (statement.begun && !/^[)\]}]/.test(text));
}
