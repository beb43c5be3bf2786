import type { Compilation } from '../compiler/compilation.ts';
import { compile, type CompileOptions } from '../compiler/compile.ts';
import { withComposites } from '../compiler/composite-registry.ts';
import { expand } from '../compiler/expand.ts';
import { foldDiagnostic } from '../compiler/fold.ts';
import { passOver } from '../compiler/pass-over.ts';
import { resolve } from '../compiler/resolve.ts';
import { applyPreset } from '../document/presets.ts';
import type { UnlabelDocument } from '../document/schema.ts';
import type { Registry } from '../spec/registry.ts';
import { wiringWarnings } from './wiring/wiring-warnings.ts';
import { Wiring } from './wiring/wiring.ts';

/** Compiles a drawing and, where it can be trained, adds what is known of its wiring's silent faults. */
export function examine(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): Compilation {
  const compilation = compile(document, registry, options);
  const { program } = compilation;
  if (!program) return compilation;
  const overlaid = options.preset === undefined ? null : applyPreset(document, options.preset);
  const { stages, composites } = overlaid?.ok ? overlaid.value : document;
  const { graph } = stages.find(({ id }) => id === options.stage) ?? stages[0]!;
  const expanded = expand(graph, composites, options.overrides);
  if ('refused' in expanded) return compilation;
  const expansion = passOver(expanded, withComposites(registry, composites));
  const resolved = resolve(expansion.graph, registry, expansion.overrides).graph;
  const found = wiringWarnings(new Wiring(resolved, program)).map((diagnostic) =>
    foldDiagnostic(diagnostic, { graph, composites, expansion }),
  );
  return found.length === 0
    ? compilation
    : { ...compilation, diagnostics: [...compilation.diagnostics, ...found] };
}
