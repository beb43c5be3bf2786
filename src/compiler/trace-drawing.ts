import { finish, type Steps } from '../base/steps.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { applyPreset } from '../document/presets.ts';
import type { Composites, Stage, UnlabelDocument } from '../document/schema.ts';
import type { Registry } from '../spec/registry.ts';
import { Builder } from './builder.ts';
import { checkWires } from './check-wires.ts';
import { chooseDataset } from './choose-dataset.ts';
import type { CompileOptions } from './compile-options.ts';
import { withComposites } from './composite-registry.ts';
import { Declarations } from './declarations.ts';
import { expand, type Expansion } from './expand.ts';
import { inferInSteps, type Signals } from './infer.ts';
import { order } from './order.ts';
import { passOver } from './pass-over.ts';
import { resolve } from './resolve.ts';
import type { ResolvedGraph } from './resolved-graph.ts';
import type { Trace } from './trace.ts';

/** What the first passes make of a drawing: its nodes and wires looked up, sorted and traced, nothing of it trained yet. */
export interface TracedDrawing {
  readonly stage: Stage;
  readonly composites: Composites;
  readonly expansion: Expansion;
  readonly graph: ResolvedGraph;
  /** Ids of nodes, each after those it takes something from. */
  readonly order: readonly string[];
  readonly trace: Trace;
  /** By `node.port`. */
  readonly signals: Signals;
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs the passes up to the forward pass. Gives diagnostics alone where no stage of the drawing can be unpacked. */
export function* traceInSteps(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions,
): Steps<TracedDrawing | { readonly refused: readonly Diagnostic[] }> {
  const chosen = chooseStage(document, options);
  if ('refused' in chosen) return chosen;
  const { stage, composites } = chosen;

  const expanded = expand(stage.graph, composites, options.overrides);
  if ('refused' in expanded) return { refused: [expanded.refused] };
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
  const inferred = yield* inferInSteps(graph, sorted.order, trace);
  const diagnostics = [
    ...expansion.diagnostics,
    ...resolved.diagnostics,
    ...wiring,
    ...sorted.diagnostics,
    ...data.diagnostics,
    ...inferred.diagnostics,
  ];
  return {
    stage,
    composites,
    expansion,
    graph,
    order: sorted.order,
    trace,
    signals: inferred.signals,
    diagnostics,
  };
}

export const traceDrawing = (...drawing: Parameters<typeof traceInSteps>) => finish(traceInSteps(...drawing));

function chooseStage(
  document: UnlabelDocument,
  { preset, stage }: CompileOptions,
): { stage: Stage; composites: Composites } | { refused: readonly Diagnostic[] } {
  const overlaid = preset === undefined ? null : applyPreset(document, preset);
  if (overlaid && !overlaid.ok) return { refused: overlaid.problems };
  const { stages, composites } = overlaid?.value ?? document;
  const found = stage === undefined ? stages[0] : stages.find(({ id }) => id === stage);
  if (found) return { stage: found, composites };
  const known = stages.map(({ id }) => id);
  return { refused: [diagnose('DOC_UNKNOWN_STAGE', { stage: stage ?? '', known })] };
}
