import type { ResolvedGraph, ResolvedNode, WeightSet } from '../../compiler/resolved-graph.ts';
import { nodeSymbol } from './node-symbol.ts';

/** The set at the end of what a set follows: a teacher's module and its student's are one module with two weights. */
function root(set: WeightSet): string {
  return set.follows?.source ? root(set.follows.source) : set.id;
}

/**
 * Letters of modules and of their weights: f, g and q, numbered where several of a kind have weights of their own; with a
 * teacher in the drawing, f_θ the student's and f_ξ the teacher's.
 */
export class ModuleLetters {
  readonly #followers: readonly string[];
  /** Roots of the modules that share a letter. */
  readonly #alike = new Map<string, string[]>();

  constructor(graph: ResolvedGraph) {
    const modules = [...graph.nodes.values()].filter(({ spec }) => spec.hasWeights);
    const followers = modules.flatMap(({ weights }) => (weights.follows ? [weights.follows.by.id] : []));
    this.#followers = [...new Set(followers)];
    for (const node of modules) {
      const letter = letterOf(node);
      const roots = this.#alike.get(letter) ?? [];
      this.#alike.set(letter, [...new Set([...roots, root(node.weights)])]);
    }
  }

  /** The module's letter with its number and its weights. */
  module(node: ResolvedNode): string {
    const letter = letterOf(node);
    if (!node.spec.hasWeights) return letter;
    const alike = this.#alike.get(letter) ?? [];
    const number = alike.length > 1 ? [String(alike.indexOf(root(node.weights)) + 1)] : [];
    const weights = this.#followers.length > 0 ? [this.weights(node.weights)] : [];
    const index = [...number, ...weights].join(',');
    return index === '' ? letter : `${letter}_{${index}}`;
  }

  /** θ, or the letter of the follower: ξ, numbered where there are several. */
  weights({ follows }: WeightSet): string {
    if (!follows) return '\\theta';
    const place = this.#followers.indexOf(follows.by.id);
    return this.#followers.length > 1 ? `\\xi_{${place + 1}}` : '\\xi';
  }
}

function letterOf({ spec, params }: ResolvedNode): string {
  return nodeSymbol(spec.id, params, spec.label);
}
