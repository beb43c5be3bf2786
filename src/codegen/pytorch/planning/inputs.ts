import type { ResolvedNode } from '../../../compiler/resolved-graph.ts';
import type { Value } from '../emission.ts';
import { snakeCase } from '../names.ts';
import type { ModelInput } from '../plan.ts';
import type { Draft } from './draft.ts';
import { NotExported } from './not-exported.ts';

/** What the forward pass takes from the data as it is. */
export function takeData(draft: Draft, node: ResolvedNode): void {
  for (const port of ['images', 'labels', 'index'] as const) {
    const readers = draft
      .readers(node.id, port)
      .filter((reader) => draft.live.has(reader) && draft.typeOf(reader) !== 'augment.pipeline');
    if (readers.length > 0) addInput(draft, node, port, port);
  }
}

/** What the forward pass takes from an augmentation pipeline: its views. */
export function takeViews(draft: Draft, node: ResolvedNode): void {
  const { graph } = draft.traced;
  const source = graph.edges.find(({ to }) => to.node === node.id && to.port === 'images');
  if (!source || !graph.nodes.get(source.from.node)?.spec.data) {
    throw new NotExported(
      node.id,
      'an augmentation pipeline is exported where images come to it straight from the data',
    );
  }
  addInput(draft, node, 'images', 'views');
}

function addInput(draft: Draft, node: ResolvedNode, port: string, kind: ModelInput['kind']): void {
  const signal = `${node.id}.${port}`;
  const { tensor, views } = draft.traced.signals.get(signal)!;
  const name = draft.names.take(kind === 'views' ? snakeCase(node.id) : kind);
  draft.inputs.push({ name, signal, kind, node: node.id, views });
  const value: Value = { text: name, views, shape: tensor.shape, place: 'local', dtype: tensor.dtype };
  draft.values.set(signal, value);
}
