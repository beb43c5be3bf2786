import { registry } from '../../../nodes/index.ts';
import type { BackendName } from '../../../workers/protocol.ts';
import { examine } from '../../analysis/examine.ts';
import { lateLoss } from '../../analysis/late-loss.ts';
import { parting } from '../../analysis/parting.ts';
import { failure, success } from '../../base/outcome.ts';
import { diagnose, hasErrors, type Checked } from '../../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { Program } from '../../ir/program.ts';
import { compileSource, type CompiledSource, type DocumentOptions } from '../compile-source.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { formatNumber } from '../format.ts';
import { openTrainer } from '../open-trainer.ts';
import { refusal } from '../refusal.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { judgedRun } from '../training/judged-run.ts';

export interface AblateOptions extends DocumentOptions {
  readonly backend: BackendName | 'auto';
  readonly threads?: number;
  readonly seeds: readonly number[];
  readonly json: boolean;
}

/**
 * Trains a document with a node and without it, the node bypassed, for each of the seeds: a pair shares seed, batches, views and
 * initial weights, so that all there is between them is the node.
 */
export async function ablate(
  source: string,
  nodes: readonly string[],
  options: AblateOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  const { out } = terminal;
  const refuse = refusal(options.json, terminal);
  const compiled = await compileSource(source, options);
  if (!compiled.ok) return refuse(compiled.problems);
  const programs = pair(compiled.value, nodes);
  if (!programs.ok) return refuse(programs.problems);
  const opened = await openTrainer(options.backend, options.threads);
  if (!opened.ok) return refuse(opened.problems);
  const { trainer } = opened.value;

  const rows: string[][] = [];
  for (const seed of options.seeds) {
    const [whole, ablated] = [
      await judgedRun(trainer, programs.value.whole, seed),
      await judgedRun(trainer, programs.value.ablated, seed),
    ];
    if (!whole.ok || !ablated.ok) return refuse([...whole.problems, ...ablated.problems]);
    const parted = parting(whole.value.losses, ablated.value.losses);
    if (options.json) {
      out(
        JSON.stringify({ event: 'pair', seed, with: whole.value, without: ablated.value, parting: parted }),
      );
      continue;
    }
    for (const [which, run] of [
      ['with', whole.value],
      ['without', ablated.value],
    ] as const) {
      rows.push([String(seed), which, formatNumber(lateLoss(run.losses) ?? NaN), run.verdict]);
    }
    out(
      `seed ${seed}: losses differ from step ${parted.differ ?? '–'}, and stay apart from step ${parted.apart ?? '–'}`,
    );
  }
  if (!options.json) {
    const columns = [
      { title: 'seed', align: 'right' },
      { title: nodes.join(', ') },
      { title: 'loss', align: 'right' },
      { title: 'verdict' },
    ] as const;
    for (const line of table(columns, rows)) out(line);
  }
  return EXIT.success;
}

/** The document's program and that of the document without the nodes; refused where one of them cannot be trained. */
function pair(
  { document, options, compilation }: CompiledSource,
  nodes: readonly string[],
): Checked<{ whole: Program; ablated: Program }> {
  const unknown = nodes.filter((node) => !document.stages[0]!.graph.nodes.some(({ id }) => id === node));
  if (unknown.length > 0) {
    return failure(unknown.map((node) => diagnose('GRAPH_UNKNOWN_NODE', { node }, { node })));
  }
  const without = examine(bypassed(document, nodes), registry, options);
  const { program } = compilation;
  if (!program) return failure(compilation.diagnostics);
  if (!without.program || hasErrors(without.diagnostics)) return failure(without.diagnostics);
  return success({ whole: program, ablated: without.program });
}

function bypassed(document: UnlabelDocument, nodes: readonly string[]): UnlabelDocument {
  const stages = document.stages.map((stage) => ({
    ...stage,
    graph: {
      ...stage.graph,
      nodes: stage.graph.nodes.map((node) =>
        nodes.includes(node.id) ? { ...node, bypassed: true as const } : node,
      ),
    },
  }));
  return { ...document, stages };
}
