import { compileTraced } from '../compiler/compile.ts';
import type { CompileOptions } from '../compiler/compile-options.ts';
import { traceDrawing, type TracedDrawing } from '../compiler/trace-drawing.ts';
import { wireGradients } from '../compiler/wire-gradients.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../document/schema.ts';
import type { Program } from '../ir/program.ts';
import type { Registry } from '../spec/registry.ts';

/** A drawing with what a target makes of it. */
export interface Planned<Plan> {
  readonly program: Program;
  readonly plan: Plan;
  readonly traced: TracedDrawing;
}

/** Compiles a drawing and plans its code; or the diagnostics that say why there is none. */
export function planDrawing<Plan>(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions,
  planModel: (
    traced: TracedDrawing,
    program: Program,
  ) => { readonly plan: Plan } | { readonly refused: Diagnostic },
): Planned<Plan> | { readonly refused: readonly Diagnostic[] } {
  if (document.stages.length > 1 && options.stage === undefined) {
    const node = document.stages[1]!.id;
    const problem = 'a drawing of several stages is exported stage by stage, and this is its second';
    return { refused: [diagnose('EMIT_NOT_EXPORTED', { node, problem })] };
  }
  const traced = traceDrawing(document, registry, options);
  if ('refused' in traced) return traced;
  const { program, diagnostics } = compileTraced(traced, { ...options, dissect: wireGradients });
  if (!program) return { refused: diagnostics };
  const planned = planModel(traced, program);
  return 'refused' in planned ? { refused: [planned.refused] } : { program, plan: planned.plan, traced };
}
