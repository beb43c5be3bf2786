import { checkConnection } from '../../compiler/check-connection.ts';
import type { Graph } from '../../document/schema.ts';
import type { Registry } from '../../spec/registry.ts';
import type { Content } from '../store/content.ts';
import { createDrawingView } from '../store/drawing.ts';
import { smallDocument } from '../store/small-document.ts';
import type { WireContext } from './judge-wires.ts';

/** A drawing for tests: node types by id, and wires as `a.port > b.port`. */
export function testDrawing(
  registry: Registry,
  nodes: Readonly<Record<string, string>>,
  wires: readonly string[] = [],
): WireContext {
  const graph: Graph = {
    nodes: Object.entries(nodes).map(([id, type]) => ({ id, type, params: {} })),
    edges: wires.map((wire) => {
      const [from = '', to = ''] = wire.split(' > ');
      return { from, to };
    }),
  };
  const document = smallDocument();
  const content: Content = {
    document: { ...document, stages: [{ ...document.stages[0]!, graph }], presets: {} },
    preset: null,
  };
  return {
    graph,
    drawing: createDrawingView(registry)(content),
    check: (g, from, to) => checkConnection(g, registry, from, to, { replace: true }),
  };
}

/** SimSiam as far as its ports go. */
export const simsiam = (registry: Registry) =>
  testDrawing(
    registry,
    {
      images: 'data.images',
      augment: 'augment.pipeline',
      encoder: 'encoder.convnet',
      projector: 'head.mlp',
      predictor: 'head.mlp',
      stop: 'flow.stopGradient',
      loss: 'loss.negativeCosine',
      adamw: 'optim.adamw',
    },
    [
      'images.images > augment.images',
      'augment.images > encoder.images',
      'encoder.embedding > projector.embedding',
      'projector.embedding > predictor.embedding',
      'predictor.embedding > loss.prediction',
      'projector.embedding > stop.input',
      'stop.output > loss.target',
      'loss.loss > adamw.loss',
    ],
  );
