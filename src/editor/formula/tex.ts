/** Text as KaTeX sets it upright: what has a meaning in TeX is left out, so that a label from a file cannot write commands. */
export function texText(text: string): string {
  return `\\text{${text.replace(/[\\{}$&#^_~%]/g, ' ').trim()}}`;
}

/** A coefficient before a term: nothing for 1, `-` for −1. */
export function texFactor(value: number): string {
  if (value === 1) return '';
  if (value === -1) return '-';
  const [digits = '', exponent] = String(Number(value.toPrecision(4))).split('e');
  return exponent === undefined ? `${digits}\\,` : `${digits}\\cdot 10^{${Number(exponent)}}\\,`;
}

/** Terms added up; each brings its own minus. */
export function texSum(terms: readonly string[]): string {
  return terms.reduce(
    (sum, term) => (sum === '' ? term : term.startsWith('-') ? `${sum} ${term}` : `${sum} + ${term}`),
    '',
  );
}
