import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import { paramFields } from '../../spec/param.ts';
import { ownLetters } from './compose.ts';
import { texNumber } from './tex.ts';

/** Letters that labels of params end with, as TeX. */
const LETTERS: Readonly<Record<string, string>> = {
  τ: '\\tau',
  λ: '\\lambda',
  μ: '\\mu',
  ν: '\\nu',
  α: '\\alpha',
  β: '\\beta',
  ε: '\\varepsilon',
  m: 'm',
  K: 'K',
  t: 't',
};

/** `τ = 0.2`: the values of the params whose letters stand in a formula. */
export function paramValues(node: ResolvedNode, formula: string): string[] {
  const { spec, params } = node;
  const renamed = ownLetters(node);
  return paramFields(spec.params).flatMap(({ name, label }) => {
    const own = LETTERS[/(?:^| )(\S)$/.exec(label)?.[1] ?? ''];
    const value = params[name];
    if (own === undefined || typeof value !== 'number') return [];
    const letter = renamed[own] ?? own;
    return contains(formula, letter) ? [`${letter} = ${texNumber(value)}`] : [];
  });
}

/** Whether the letter stands in the formula as a symbol of its own, not within a command or a word. */
function contains(formula: string, letter: string): boolean {
  const escaped = letter.replace(/[\\{}]/g, '\\$&');
  return new RegExp(`${letter.startsWith('\\') ? '' : '(?<![\\\\A-Za-z])'}${escaped}(?![A-Za-z])`).test(
    formula,
  );
}
