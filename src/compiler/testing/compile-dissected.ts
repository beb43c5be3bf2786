import type { UnlabelDocument } from '../../document/schema.ts';
import type { Registry } from '../../spec/registry.ts';
import type { Compilation } from '../compilation.ts';
import { compile } from '../compile.ts';
import type { CompileOptions } from '../compile-options.ts';
import { wireGradients } from '../wire-gradients.ts';

/** A drawing compiled so that a step of it can be looked at, as the editor does. */
export function compileDissected(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): Compilation {
  return compile(document, registry, { ...options, dissect: wireGradients });
}
