import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import { texNumber } from './tex.ts';
import { range } from './view-names.ts';

/** A node's part of a composition: what stands before, between and behind what comes in. */
export interface Composition {
  readonly before: string;
  readonly between?: string;
  readonly behind: string;
  /** Behind all of it, below the line. */
  readonly index?: string;
}

const operator = (sign: string): Composition => ({
  before: '\\big(',
  between: ` ${sign} `,
  behind: '\\big)',
});

/**
 * How papers write some types where `symbol(…)` would say less: joined views as a list, chosen ones as an index, targets
 * with their temperature. The teacher's letters differ from the student's.
 */
const COMPOSITIONS: Readonly<Record<string, (params: ResolvedNode['params']) => Composition>> = {
  'math.concatViews': () => ({ before: '[', between: ',\\,', behind: ']' }),
  'math.selectView': ({ view, count }) => ({
    before: '{',
    behind: '}',
    index: range(Number(view), Number(count)),
  }),
  'math.add': () => operator('+'),
  'math.subtract': () => operator('-'),
  'math.multiply': () => operator('\\odot'),
  'math.scale': ({ factor }) => ({ before: `${texNumber(Number(factor))}\\,`, behind: '' }),
  'target.softmax': () => ({ before: '\\operatorname{softmax}(', behind: ' / \\tau_t)' }),
  'target.centerSharpen': ({ center }) =>
    center
      ? { before: '\\operatorname{softmax}\\big((', behind: ' - c) / \\tau_t\\big)' }
      : { before: '\\operatorname{softmax}(', behind: ' / \\tau_t)' },
  'target.sinkhorn': () => ({
    before: '\\operatorname{Sinkhorn}\\big(\\exp(',
    between: ';\\,',
    behind: ' / \\varepsilon)\\big)',
  }),
};

/** Null where the node is written as its symbol with what comes in in brackets. */
export function composition({ spec, params }: ResolvedNode): Composition | null {
  return COMPOSITIONS[spec.id]?.(params) ?? null;
}

/** What a node keeps from step to step and how it is written at the step's end; `u` is what comes in. */
const UPDATES: Readonly<Record<string, (u: string, params: ResolvedNode['params']) => string | null>> = {
  'state.queue': (u) => `Q &\\leftarrow [\\,Q\\,;\\, ${u}\\,]_{\\text{last } K}`,
  'state.memoryBank': (u, { normalize }) => {
    const next = `m_M M_i + (1 - m_M)\\, ${u}`;
    return `M_i &\\leftarrow ${normalize ? `\\operatorname{norm}(${next})` : next}`;
  },
  'target.centerSharpen': (u, { center }) =>
    center ? `c &\\leftarrow m_c\\,c + (1 - m_c) \\operatorname{mean} ${u}` : null,
};

export function update({ spec, params }: ResolvedNode, incoming: string): string | null {
  return UPDATES[spec.id]?.(incoming, params) ?? null;
}

/** Letters of params that other nodes of the formula have as well. */
const OWN_LETTERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'target.softmax': { '\\tau': '\\tau_t' },
  'target.centerSharpen': { '\\tau': '\\tau_t', m: 'm_c' },
  'state.memoryBank': { m: 'm_M' },
};

export function ownLetters({ spec }: ResolvedNode): Readonly<Record<string, string>> {
  return OWN_LETTERS[spec.id] ?? {};
}
