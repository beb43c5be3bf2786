import { finish, type Steps } from '../base/steps.ts';
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../document/schema.ts';
import { verifyProgram } from '../ir/verify.ts';
import type { Registry } from '../spec/registry.ts';
import type { Compilation } from './compilation.ts';
import type { CompileOptions } from './compile-options.ts';
import { fold } from './fold.ts';
import { followAtCommit } from './follow.ts';
import { gradientFlow } from './gradient-flow.ts';
import { lower } from './lower.ts';
import { mergeTied } from './merge-tied/merge-tied.ts';
import { objectives } from './objectives.ts';
import { parameterCounts, weightsFate } from './parameters.ts';
import { probes } from './probes.ts';
import { traceInSteps, type TracedDrawing } from './trace-drawing.ts';
import { train } from './train.ts';
import { inferredWires } from './wires.ts';

/**
 * Turns a drawing into a training program. Every pass hands on what it could make out and reports all it could not, so
 * a drawing with faults still gets the shapes and the gradient flow of its sound parts. It may be paused between nodes and passes.
 */
export function* compileInSteps(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): Steps<Compilation> {
  const traced = yield* traceInSteps(document, registry, options);
  return 'refused' in traced ? failed(traced.refused) : yield* compileTracedInSteps(traced, options);
}

export const compile = (...drawing: Parameters<typeof compileInSteps>) => finish(compileInSteps(...drawing));

/** The passes behind the forward pass, for a drawing traced with the same options. They write into its trace: compile it once. */
export const compileTraced = (traced: TracedDrawing, options: CompileOptions): Compilation =>
  finish(compileTracedInSteps(traced, options));

function* compileTracedInSteps(traced: TracedDrawing, options: CompileOptions): Steps<Compilation> {
  const { stage, composites, expansion, graph, order, trace, signals } = traced;
  const { without = [], dissect } = options;
  const forward = [...trace.builder.operations];
  yield;
  const minimised = objectives(graph, order, signals, trace);
  yield;
  const parts: ReturnType<typeof mergeTied> = without.includes('mergeTied')
    ? new Map()
    : mergeTied(graph, order, signals, minimised, trace);
  yield;
  const training = train(minimised, trace);
  yield;
  followAtCommit(trace);
  const fate = weightsFate(graph, trace.declarations, training.trained);

  const diagnostics = [...traced.diagnostics, ...trace.reports, ...training.diagnostics];
  if (!hasErrors(diagnostics)) {
    for (const [node, state] of fate) {
      if (state === 'unreachable') diagnostics.push(diagnose('GRAD_UNREACHABLE', { node }, { node }));
    }
  }
  const wires = inferredWires(graph, signals);
  const flow = gradientFlow(graph, order, signals, forward, training.trained, training.contributions);
  yield;
  const program = hasErrors(diagnostics)
    ? null
    : lower({
        trace,
        training,
        probes: probes(graph, order, signals, trace),
        parts,
        without,
        wires: [...wires.values()],
        ...dissect?.(wires.values(), { ...trace, ...training, flow, parts }),
      });
  yield;
  for (const problem of program ? verifyProgram(program) : []) {
    diagnostics.push(diagnose('LOWER_UNVERIFIED', { problem }));
  }
  const compilation: Compilation = {
    diagnostics,
    wires,
    gradient: {
      edges: flow,
      weights: fate,
    },
    parameters: parameterCounts(graph, trace.declarations),
    program: hasErrors(diagnostics) ? null : program,
  };
  return fold(compilation, {
    graph: stage.graph,
    composites,
    expansion,
    resolved: graph,
    declarations: trace.declarations,
    signals,
  });
}

function failed(diagnostics: readonly Diagnostic[]): Compilation {
  return {
    diagnostics,
    wires: new Map(),
    gradient: { edges: new Map(), weights: new Map() },
    parameters: new Map(),
    program: null,
  };
}
