import { FUNCTIONS } from './functions.ts';
import { nearestName } from './nearest-name.ts';
import type { Expression, Formula } from './parse.ts';
import { FormulaProblem, placeOf } from './problem.ts';
import { AXES, type Value } from './values.ts';

/** What a formula may read. */
export const INPUTS = ['a', 'b', 'c', 'd'] as const;

export const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['pi', Math.PI],
  ['e', Math.E],
  ...AXES.map((axis) => [axis, { axis }] as const),
]);

function unknown(
  text: string,
  at: number,
  word: string,
  what: 'name' | 'function',
  known: Iterable<string>,
): never {
  const nearest = nearestName(word, known);
  const hint = nearest === undefined ? '' : `; the nearest is “${nearest}”`;
  throw new FormulaProblem('formula', `“${word}” at ${placeOf(text, at)} is no ${what} it knows${hint}`);
}

/**
 * Checks that every name and function is known, that functions get as many arguments as they take, and that definitions
 * take no name away: all that can be said of a formula without its inputs. Throws `FormulaProblem`.
 */
export function checkNames({ text, definitions, result }: Formula): void {
  const names = new Set<string>([...INPUTS, ...CONSTANTS.keys()]);

  const visit = (expression: Expression): void => {
    switch (expression.kind) {
      case 'number':
        return;
      case 'negative':
        return visit(expression.of);
      case 'binary':
        visit(expression.left);
        return visit(expression.right);
      case 'name': {
        const { name, from } = expression;
        const called = FUNCTIONS.get(name);
        if (called) {
          const problem = `“${name}” at ${placeOf(text, from)} is a function: write ${name}(${called.takes})`;
          throw new FormulaProblem('formula', problem);
        }
        if (!names.has(name)) unknown(text, from, name, 'name', [...names, ...FUNCTIONS.keys()]);
        return;
      }
      case 'call': {
        const { name, args, from } = expression;
        const called = FUNCTIONS.get(name);
        if (!called) return unknown(text, from, name, 'function', FUNCTIONS.keys());
        const [fewest, most] = called.arity;
        if (args.length < fewest || args.length > most) {
          throw new FormulaProblem('formula', `${name} at ${placeOf(text, from)} takes (${called.takes})`);
        }
        args.forEach(visit);
      }
    }
  };

  for (const { name, at, value } of definitions) {
    if (names.has(name) || FUNCTIONS.has(name)) {
      throw new FormulaProblem('formula', `“${name}” at ${placeOf(text, at)} is taken: choose another name`);
    }
    visit(value);
    names.add(name);
  }
  visit(result);
}
