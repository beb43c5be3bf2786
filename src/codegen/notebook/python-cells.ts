/** The modules of a project, each after those it imports. */
const MODULES = ['augment', 'data', 'model', 'optim', 'evaluate', 'run', 'train'] as const;

const OWN_IMPORT = new RegExp(`^from (?:${MODULES.join('|')}) import (?:\\([^)]*\\)|[^(\\n]*)\\n`, 'gm');
/** What a module does when it is run: a notebook is always run. */
const ENTRY = /^if __name__ == "__main__":\n(?: {4}.*\n)+/gm;
/** The drawing at a file's end; a notebook has it in its metadata. */
const CARRIED = /\n# --- drawing [\s\S]*$/;

export interface PythonCell {
  readonly name: string;
  /** The module's docstring. */
  readonly says: string;
  readonly code: string;
}

/**
 * Modules as cells that share their names: nothing is imported from one another, and nothing is run. No two modules define different
 * things by one name (a test runs them).
 */
export function pythonCells(files: ReadonlyMap<string, unknown>): PythonCell[] {
  return MODULES.map((name) => {
    const text = String(files.get(`${name}.py`));
    const [whole, says] = /^"""([\s\S]*?)"""\n/.exec(text)!;
    const code = text
      .slice(whole.length)
      .replace(CARRIED, '')
      .replace(OWN_IMPORT, '')
      .replace(ENTRY, '')
      .replace(/\n{4,}/g, '\n\n\n')
      .trim();
    return { name, says: says!.trim(), code };
  });
}
