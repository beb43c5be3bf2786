import type { Value } from '../emission.ts';
import { EMITTERS } from '../emitters/index.ts';
import type { Line } from '../plan.ts';
import type { Contexts } from './contexts.ts';
import type { Draft } from './draft.ts';

/** What is evaluated: what the retrieval probe looks at, or the first encoder, computed from plain `images`. */
export function evaluatedEmbedding(draft: Draft, contexts: Contexts): Line[] {
  const { graph, order, signals } = draft.traced;
  const encoders = order
    .map((id) => graph.nodes.get(id)!)
    .filter(({ id, spec }) => draft.live.has(id) && spec.id.startsWith('encoder.'));
  const probed = graph.edges
    .filter(({ to }) => draft.typeOf(to.node) === 'probe.retrieval')
    .map(({ from }) => from.node);
  const node = encoders.find(({ id }) => probed.includes(id)) ?? encoders[0];
  if (!node) return [{ text: 'images.flatten(1)', node: '' }];
  const wire = graph.edges.find(({ to }) => to.node === node.id && to.port === 'images')!;
  const { tensor } = signals.get(`${wire.from.node}.${wire.from.port}`)!;
  const images: Value = { text: 'images', views: 1, shape: tensor.shape, place: 'local' };
  const lines: Line[] = [];
  const { embedding } = EMITTERS.get(node.spec.id)!.forward({
    ...contexts.of(node),
    input: () => images,
    isUsed: (port) => port === 'embedding',
    write: (text) => void lines.push({ text, node: node.id }),
  });
  return [...lines, { text: embedding!.text, node: node.id }];
}
