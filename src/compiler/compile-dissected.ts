import type { UnlabelDocument } from '../document/schema.ts';
import type { Registry } from '../spec/registry.ts';
import type { Compilation } from './compilation.ts';
import { compile, type CompileOptions } from './compile.ts';
import { wireGradients } from './wire-gradients.ts';

/**
 * The training program of a drawing, written so that a step can be looked at: it computes what the program of `compile`
 * does, with the same weights, states and random numbers, and keeps the value of every wire and its gradient.
 */
export function compileDissected(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): Compilation {
  return compile(document, registry, { ...options, dissect: wireGradients });
}
