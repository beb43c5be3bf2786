import { finish, type Steps } from '../base/steps.ts';
import type { Compilation } from '../compiler/compilation.ts';
import { compileInSteps } from '../compiler/compile.ts';
import type { CompileOptions } from '../compiler/compile-options.ts';
import { foldDiagnostic } from '../compiler/fold.ts';
import type { UnlabelDocument } from '../document/schema.ts';
import type { Registry } from '../spec/registry.ts';
import { expandedGraph } from './expanded-graph.ts';
import { wiringWarnings } from './wiring/wiring-warnings.ts';
import { Wiring } from './wiring/wiring.ts';

/** Compiles a drawing, pausing as the compiler does, and, where it can be trained, adds what is known of its wiring's silent faults. */
export function* examineInSteps(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): Steps<Compilation> {
  const compilation = yield* compileInSteps(document, registry, options);
  yield;
  const { program } = compilation;
  const expanded = program && expandedGraph(document, registry, options);
  if (!expanded) return compilation;
  const { drawn: graph, composites, expansion } = expanded;
  const found = wiringWarnings(new Wiring(expanded.resolved, program)).map((diagnostic) =>
    foldDiagnostic(diagnostic, { graph, composites, expansion }),
  );
  return found.length === 0
    ? compilation
    : { ...compilation, diagnostics: [...compilation.diagnostics, ...found] };
}

export const examine = (...drawing: Parameters<typeof examineInSteps>) => finish(examineInSteps(...drawing));
