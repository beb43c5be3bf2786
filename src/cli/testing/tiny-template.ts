import { temporaryFile } from './unlabel.ts';

interface DrawingLike {
  readonly stages: readonly {
    readonly graph: {
      readonly nodes: readonly { readonly id: string; readonly type: string }[];
      readonly edges: readonly { readonly to: string }[];
    };
  }[];
}

/** A template's file without its retrieval probe, whose forward passes over the whole dataset take plain JavaScript long. */
export function tinyTemplate(document: DrawingLike): string {
  const [stage] = document.stages;
  const nodes = stage!.graph.nodes.filter(({ type }) => type !== 'probe.retrieval');
  const ids = nodes.map(({ id }) => id);
  const edges = stage!.graph.edges.filter(({ to }) => ids.includes(to.split('.')[0]!));
  const graph = { ...stage!.graph, nodes, edges };
  return temporaryFile('tiny.json', JSON.stringify({ ...document, stages: [{ ...stage, graph }] }));
}

/** Settings that make a method small enough for plain JavaScript: four images and a narrow encoder. */
export const TINY = [
  'images.dataset=factors',
  'images.batchSize=4',
  'encoder.widths=[4,8]',
  'projector.hidden=[8]',
  'projector.outputSize=8',
].flatMap((setting) => ['--set', setting]);
