import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { applyPreset } from '../document/presets.ts';
import type { Composites, Stage, UnlabelDocument } from '../document/schema.ts';
import { verifyProgram } from '../ir/verify.ts';
import type { Registry } from '../spec/registry.ts';
import { Builder } from './builder.ts';
import { chooseDataset } from './choose-dataset.ts';
import { checkWires } from './check-wires.ts';
import type { Compilation } from './compilation.ts';
import { withComposites } from './composite-registry.ts';
import { Declarations } from './declarations.ts';
import { expand } from './expand.ts';
import { fold } from './fold.ts';
import { followAtCommit } from './follow.ts';
import { gradientFlow } from './gradient-flow.ts';
import { infer } from './infer.ts';
import { lower } from './lower.ts';
import { mergeTied } from './merge-tied/merge-tied.ts';
import { objectives } from './objectives.ts';
import { order } from './order.ts';
import { parameterCounts, weightsFate } from './parameters.ts';
import type { Pass } from './passes.ts';
import { probes } from './probes.ts';
import type { Overrides } from './overrides.ts';
import { passOver } from './pass-over.ts';
import { resolve } from './resolve.ts';
import { train } from './train.ts';
import type { Trace } from './trace-context.ts';
import type { wireGradients } from './wire-gradients.ts';
import { inferredWires } from './wires.ts';

export interface CompileOptions {
  /** Id of the preset laid over the drawing. */
  readonly preset?: string;
  /** Id of the stage; the first one where none is given. */
  readonly stage?: string;
  readonly overrides?: Overrides;
  /** Length of the run instead of the document's. */
  readonly steps?: number;
  /** Passes to leave out. */
  readonly without?: readonly Pass[];
  /** Finds the gradient of each wire; the program keeps it, and the values of all wires. */
  readonly dissect?: typeof wireGradients | undefined;
}

/**
 * Turns a drawing into a training program. Every pass hands on what it could make out and reports all it could not, so
 * a drawing with faults still gets the shapes and the gradient flow of its sound parts.
 */
export function compile(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): Compilation {
  const chosen = chooseStage(document, options);
  if ('diagnostics' in chosen) return failed(chosen.diagnostics);
  const { stage, composites } = chosen;
  const { without = [], dissect } = options;

  const expanded = expand(stage.graph, composites, options.overrides);
  if ('refused' in expanded) return failed([expanded.refused]);
  const expansion = passOver(expanded, withComposites(registry, composites));
  const resolved = resolve(expansion.graph, registry, expansion.overrides);
  const { graph } = resolved;
  const wiring = checkWires(graph);
  const sorted = order(graph);
  const data = chooseDataset(graph);

  const trace: Trace = {
    mode: 'train',
    builder: new Builder(),
    declarations: new Declarations(),
    feeds: new Map(),
    commits: [],
    early: new Map(),
    reports: [],
    batchSize: data.batchSize,
    steps: options.steps ?? stage.run.steps,
    dataset: data.dataset,
  };
  const inferred = infer(graph, sorted.order, trace);
  const forward = [...trace.builder.operations];
  const minimised = objectives(graph, sorted.order, inferred.signals, trace);
  const parts: ReturnType<typeof mergeTied> = without.includes('mergeTied')
    ? new Map()
    : mergeTied(graph, sorted.order, inferred.signals, minimised, trace);
  const training = train(minimised, trace);
  followAtCommit(trace);
  const fate = weightsFate(graph, trace.declarations, training.trained);

  const diagnostics = [
    ...expansion.diagnostics,
    ...resolved.diagnostics,
    ...wiring,
    ...sorted.diagnostics,
    ...data.diagnostics,
    ...inferred.diagnostics,
    ...trace.reports,
    ...training.diagnostics,
  ];
  if (!hasErrors(diagnostics)) {
    for (const [node, state] of fate) {
      if (state === 'unreachable') diagnostics.push(diagnose('GRAD_UNREACHABLE', { node }, { node }));
    }
  }
  const wires = inferredWires(graph, inferred.signals);
  const flow = gradientFlow(
    graph,
    sorted.order,
    inferred.signals,
    forward,
    training.trained,
    training.contributions,
  );
  const program = hasErrors(diagnostics)
    ? null
    : lower({
        trace,
        training,
        probes: probes(graph, sorted.order, inferred.signals, trace),
        parts,
        without,
        wires: [...wires.values()],
        ...dissect?.(wires.values(), { ...trace, ...training, flow, parts }),
      });
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
    signals: inferred.signals,
  });
}

function chooseStage(
  document: UnlabelDocument,
  { preset, stage }: CompileOptions,
): { stage: Stage; composites: Composites } | { diagnostics: readonly Diagnostic[] } {
  const overlaid = preset === undefined ? null : applyPreset(document, preset);
  if (overlaid && !overlaid.ok) return { diagnostics: overlaid.problems };
  const { stages, composites } = overlaid?.value ?? document;
  const found = stage === undefined ? stages[0] : stages.find(({ id }) => id === stage);
  if (found) return { stage: found, composites };
  const known = stages.map(({ id }) => id);
  return { diagnostics: [diagnose('DOC_UNKNOWN_STAGE', { stage: stage ?? '', known })] };
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
