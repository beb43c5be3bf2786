import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { DATASETS, findDataset } from '../ir/datasets.ts';
import type { ResolvedGraph } from './resolved-graph.ts';

interface Found {
  readonly dataset: string | undefined;
  readonly batchSize: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Which dataset the drawing reads, and how many images at a time; and whether anything is there to be trained on it. */
export function chooseDataset(graph: ResolvedGraph): Found {
  const diagnostics: Diagnostic[] = [];
  const nodes = [...graph.nodes.values()];
  if (!nodes.some(({ spec }) => spec.optimiser)) diagnostics.push(diagnose('GRAPH_NO_OPTIMISER', {}));
  const sources = nodes.filter(({ spec }) => spec.data);
  const source = sources[0];
  if (!source) {
    diagnostics.push(diagnose('GRAPH_NO_DATA', {}));
    return { dataset: undefined, batchSize: 1, diagnostics };
  }
  if (sources.length > 1) {
    const related = sources.map(({ id }) => ({ node: id }));
    const args = { nodes: sources.map(({ id }) => id) };
    diagnostics.push(diagnose('GRAPH_SEVERAL_DATASETS', args, { node: sources[1]!.id }, { related }));
  }
  const part = source.spec.data!;
  const dataset = part.dataset(source.params);
  const batchSize = part.batchSize(source.params);
  const info = findDataset(dataset);
  if (!info) {
    const known = Object.keys(DATASETS);
    diagnostics.push(
      diagnose('RUN_UNKNOWN_DATASET', { dataset, known }, { node: source.id, param: 'dataset' }),
    );
  } else if (batchSize > info.trainCount) {
    const args = { batch: batchSize, dataset: info.title, count: info.trainCount };
    diagnostics.push(diagnose('SHAPE_BATCH_TOO_LARGE', args, { node: source.id, param: 'batchSize' }));
  }
  return { dataset: info?.id, batchSize, diagnostics };
}
