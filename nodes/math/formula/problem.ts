/** What is wrong with a formula, and where in its text: a person's mistake, which becomes a diagnostic of the node. */
export class FormulaProblem extends Error {
  override name = 'FormulaProblem';
  /** `formula`: the text is not valid. `shape`: it is, but not for the tensors that came in. */
  readonly about: 'formula' | 'shape';

  constructor(about: 'formula' | 'shape', problem: string) {
    super(problem);
    this.about = about;
  }
}

/** The place of a character (counted from 0) in words. */
export function placeOf(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n');
  const character = `character ${lines.at(-1)!.length + 1}`;
  return text.includes('\n') ? `line ${lines.length}, ${character}` : character;
}
