/** A definition that exported code contains once if something needs it. */
export interface Snippet {
  /** The name it defines. */
  readonly name: string;
  readonly needs: readonly Snippet[];
  /** Python, its lines as they stand in the file. */
  readonly code: string;
}

/** A snippet; `code` may begin with an empty line. */
export function snippet(name: string, needs: readonly Snippet[], code: string): Snippet {
  return { name, needs, code: code.replace(/^\n/, '').trimEnd() };
}

/** The snippets with all they need, each after what it needs. */
export function withNeeds(snippets: Iterable<Snippet>): Snippet[] {
  const ordered = new Set<Snippet>();
  const add = (one: Snippet): void => {
    if (ordered.has(one)) return;
    one.needs.forEach(add);
    ordered.add(one);
  };
  for (const one of snippets) add(one);
  return [...ordered];
}
