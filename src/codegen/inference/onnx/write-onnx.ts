import { isOpen, type OpenShape } from '../extent.ts';
import type { InferenceGraph, InferenceOperation } from '../inference-graph.ts';
import type { ModelAbout } from '../model-about.ts';
import type { ParameterValues } from '../parameter-values.ts';
import { encodeModel, type Message } from './messages.ts';
import { ELEMENT, INPUT, OnnxGraph } from './onnx-graph.ts';
import { ONNX_OPERATIONS } from './operations.ts';

/** IR version 7 came with operator set 13 (ONNX 1.8, 2020). */
const IR_VERSION = 7;
const OPERATOR_SET = 13;

/**
 * An encoder as an ONNX model: `images` (float32, N×C×H×W, RGB in [0, 1], any N) to the node's outputs by their ports' names, maps with
 * their channels second. What normalises pixels is part of the model. Nodes and weights are named as on the canvas.
 * Source: https://onnx.ai/onnx/repo-docs/IR.html
 */
export function writeOnnx(
  graph: InferenceGraph,
  values: ParameterValues,
  about: ModelAbout,
): Uint8Array<ArrayBuffer> {
  const onnx = new OnnxGraph(graph, values);
  for (const operation of graph.operations) {
    const write = ONNX_OPERATIONS[operation.name] as (
      graph: OnnxGraph,
      operation: InferenceOperation,
    ) => void;
    write(onnx, operation);
  }
  const { height, width, channels } = graph.input;
  const output = graph.outputs.map(({ port, value }): Message => {
    const { shape, dtype } = graph.types.get(value)!;
    const map = shape.length === 4;
    onnx.node('Identity', [onnx.use(value, map ? 'first' : 'last')], port);
    const said = map ? [shape[0]!, shape[3]!, shape[1]!, shape[2]!] : shape;
    return valueInfo(port, said, dtype);
  });
  const said = inputSaid(graph);
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'Unlabel',
    docString: `${about.title}: “${graph.node}”. ${said}`,
    opsetImport: [{ domain: '', version: OPERATOR_SET }],
    metadataProps: Object.entries({ node: graph.node, input: said, ...about.facts }).map(([key, value]) => ({
      key: `unlabel.${key}`,
      value,
    })),
    graph: {
      name: graph.node,
      node: onnx.nodes,
      initializer: onnx.initializers,
      input: [valueInfo(INPUT, [{ perImage: 1 }, channels, height, width], 'float32', said)],
      output,
    },
  });
}

function inputSaid({ input: { height, width, channels } }: InferenceGraph): string {
  const colour = channels === 3 ? 'RGB' : channels === 1 ? 'grey' : `${channels} channels`;
  return `images: float32, N×${channels}×${height}×${width}, ${colour}, pixels in [0, 1]; normalisation is part of the model.`;
}

function valueInfo(name: string, shape: OpenShape, dtype: 'float32' | 'int32', docString?: string): Message {
  const dim = shape.map((extent): Message => {
    if (!isOpen(extent)) return { dimValue: extent };
    return { dimParam: extent.perImage === 1 ? 'N' : `${extent.perImage}N` };
  });
  return { name, docString, type: { tensorType: { elemType: ELEMENT[dtype], shape: { dim } } } };
}
