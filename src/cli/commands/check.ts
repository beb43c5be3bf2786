import { registry } from '../../../nodes/index.ts';
import { reasonAboutCollapse, type CollapseReport } from '../../analysis/collapse/collapse.ts';
import { explainCollapse } from '../../analysis/collapse/explain-collapse.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { edgeId, type Graph } from '../../document/schema.ts';
import { printProgram } from '../../ir/print.ts';
import { formatShape } from '../../ir/value.ts';
import { compileSource, type DocumentOptions } from '../compile-source.ts';
import { statusOf, type ExitStatus } from '../exit-status.ts';
import { diagnosticLines } from '../print-diagnostics.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

const NOTHING: Compilation = {
  diagnostics: [],
  wires: new Map(),
  gradient: { edges: new Map(), weights: new Map() },
  parameters: new Map(),
  program: null,
};

/** Compiles a document and tells what was found: every problem, the wires' shapes, where gradient flows. */
export async function check(
  source: string,
  options: DocumentOptions & { readonly json: boolean; readonly program?: boolean },
  { out }: Terminal,
): Promise<ExitStatus> {
  const compiled = await compileSource(source, options);
  const graph = compiled.ok ? compiled.value.stage.graph : { nodes: [], edges: [] };
  const compilation = compiled.ok ? compiled.value.compilation : NOTHING;
  const diagnostics = [...compiled.problems, ...compilation.diagnostics];
  const program = options.program ? compilation.program : null;
  const collapse =
    compiled.ok && compilation.program && !program
      ? reasonAboutCollapse(compiled.value.document, registry, compiled.value.options)
      : null;
  if (options.json) {
    const found = asJson(graph, compilation, diagnostics, collapse);
    out(JSON.stringify(options.program ? { ...found, program } : found));
  } else if (program) out(printProgram(program).trimEnd());
  else for (const line of asText(graph, compilation, diagnostics, collapse)) out(line);
  return statusOf(diagnostics);
}

function asJson(
  graph: Graph,
  compilation: Compilation,
  diagnostics: readonly Diagnostic[],
  collapse: CollapseReport | null,
): object {
  const { wires, gradient, parameters } = compilation;
  return {
    ok: !hasErrors(diagnostics),
    diagnostics,
    edges: graph.edges.map((edge) => {
      const wire = wires.get(edgeId(edge));
      return {
        id: edgeId(edge),
        from: edge.from,
        to: edge.to,
        kind: wire?.kind ?? null,
        shape: wire?.shape ?? null,
        views: wire?.views ?? null,
      };
    }),
    gradient: { edges: Object.fromEntries(gradient.edges), weights: Object.fromEntries(gradient.weights) },
    parameters: Object.fromEntries(parameters),
    collapse: collapse && { ...collapse, evidence: explainCollapse(collapse) },
  };
}

function asText(
  graph: Graph,
  compilation: Compilation,
  diagnostics: readonly Diagnostic[],
  collapse: CollapseReport | null,
): string[] {
  const { wires, gradient, parameters } = compilation;
  const edges = graph.edges.map((edge) => {
    const id = edgeId(edge);
    const wire = wires.get(id);
    const views = wire && wire.views > 1 ? ` (${wire.views} views)` : '';
    const shape = wire ? `${formatShape(wire.shape)}${views}` : '?';
    return [edge.from, edge.to, wire?.kind ?? '?', shape, gradient.edges.get(id) ?? '?'];
  });
  const weights = [...gradient.weights].map(([node, fate]) => [
    node,
    fate,
    (parameters.get(node) ?? 0).toLocaleString('en'),
  ]);
  const edgeColumns = ['from', 'to', 'kind', 'shape', 'gradient'].map((title) => ({ title }));
  const weightColumns = [
    { title: 'weights of' },
    { title: 'are' },
    { title: 'parameters', align: 'right' },
  ] as const;
  return [
    ...(edges.length ? [...table(edgeColumns, edges), ''] : []),
    ...(weights.length ? [...table(weightColumns, weights), ''] : []),
    ...diagnosticLines(diagnostics),
    ...(collapse
      ? [`Before training: ${collapse.prediction} (${collapse.grounds}).`, ...explainCollapse(collapse), '']
      : []),
    hasErrors(diagnostics) ? 'This cannot be trained yet.' : 'Ready to train.',
  ];
}
