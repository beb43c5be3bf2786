import { isOpen, type OpenShape } from '../extent.ts';
import type { InferenceGraph, InferenceOperation } from '../inference-graph.ts';
import type { ModelAbout } from '../model-about.ts';
import type { ParameterValues } from '../parameter-values.ts';
import { TFJS_OPERATIONS } from './operations.ts';
import { INPUT, tensorShape, TfjsGraph, TYPES } from './tfjs-graph.ts';

const WEIGHTS = 'weights.bin';

const said = (shape: OpenShape): number[] => shape.map((extent) => (isOpen(extent) ? -1 : extent));

/**
 * An encoder as a TensorFlow.js graph model, `model.json` and `weights.bin`: `images` (float32, N×H×W×C, RGB in [0, 1], any N) to the
 * node's outputs by their ports' names, with shapes as on the canvas. What normalises pixels is part of the model. Nodes and weights
 * are named as on the canvas.
 */
export function writeTfjsGraph(
  graph: InferenceGraph,
  values: ParameterValues,
  { title, facts }: ModelAbout,
): [path: string, content: string | Uint8Array<ArrayBuffer>][] {
  const tfjs = new TfjsGraph(graph, values);
  const { height, width, channels } = graph.input;
  const inputShape = [-1, height, width, channels];
  tfjs.nodes.push({
    name: INPUT,
    op: 'Placeholder',
    attr: { dtype: { type: TYPES.float32 }, shape: { shape: tensorShape(inputShape) } },
  });
  for (const operation of graph.operations) {
    const write = TFJS_OPERATIONS[operation.name] as (
      graph: TfjsGraph,
      operation: InferenceOperation,
    ) => void;
    write(tfjs, operation);
  }
  const outputs = graph.outputs.map(({ port, value }) => {
    const { shape, dtype } = graph.types.get(value)!;
    tfjs.node('Identity', [tfjs.use(value)], port, { T: { type: TYPES[dtype] } });
    return [port, { name: `${port}:0`, dtype: TYPES[dtype], tensorShape: tensorShape(said(shape)) }] as const;
  });
  const { weights } = tfjs;
  const model = {
    format: 'graph-model',
    generatedBy: 'Unlabel',
    convertedBy: null,
    signature: {
      inputs: { [INPUT]: { name: `${INPUT}:0`, dtype: TYPES.float32, tensorShape: tensorShape(inputShape) } },
      outputs: Object.fromEntries(outputs),
    },
    userDefinedMetadata: {
      title,
      node: graph.node,
      input: `images: float32, N×${height}×${width}×${channels}, pixels in [0, 1]; normalisation is part of the model.`,
      ...facts,
    },
    modelTopology: { node: tfjs.nodes, library: {}, versions: { producer: 1882 } },
    weightsManifest: [
      { paths: [WEIGHTS], weights: weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })) },
    ],
  };
  const bytes = new Uint8Array(weights.reduce((sum, { data }) => sum + data.byteLength, 0));
  let at = 0;
  for (const { data } of weights) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return [
    ['model.json', `${JSON.stringify(model)}\n`],
    [WEIGHTS, bytes],
  ];
}
