import type { OperationAttributes } from '../../../ir/operations/attributes.ts';
import { ShapeError } from '../../../ir/shape-error.ts';
import { isOpen, type OpenShape } from '../extent.ts';
import type { InferenceName, InferenceOperation } from '../inference-graph.ts';
import { INPUT, list, text, TYPES, type TfjsGraph } from './tfjs-graph.ts';

type Write<N extends InferenceName> = (
  graph: TfjsGraph,
  operation: Extract<InferenceOperation, { readonly name: N }>,
) => void;
/** What all operations have. */
type Plain = Pick<InferenceOperation, 'name' | 'inputs' | 'output' | 'label' | 'type'>;
type WriteAny = (graph: TfjsGraph, operation: Plain) => void;

/** Less than every number a map has: what surrounds a map that is pooled. */
const LOWEST = -3.4028234663852886e38;

/** A node that takes the operation's own operands. */
const plain =
  (op: string): WriteAny =>
  (graph, { inputs, output, label }) =>
    graph.name(
      output,
      graph.node(
        op,
        inputs.map((id) => graph.use(id)),
        label,
      ),
    );
const toFloat = (graph: TfjsGraph, x: string, label: string): string =>
  graph.node('Cast', [x], label, { DstT: { type: TYPES.float32 } });
const comparison =
  (op: string): WriteAny =>
  (graph, { inputs, output, label }) => {
    const operands = inputs.map((id) => graph.use(id));
    graph.name(output, toFloat(graph, graph.node(op, operands, `${label}/${op}`), label));
  };
const reduction =
  (op: string) =>
  (
    graph: TfjsGraph,
    {
      inputs,
      output,
      label,
      attributes: { axes, keepDims },
    }: Plain & { readonly attributes: OperationAttributes['sum'] },
  ): void =>
    graph.name(
      output,
      graph.node(op, [graph.use(inputs[0]!), graph.ints(axes)], label, { keep_dims: { b: keepDims } }),
    );

const convolve = (
  graph: TfjsGraph,
  inputs: readonly string[],
  { stride, padding: p }: OperationAttributes['conv2d'],
  label: string,
): string =>
  graph.node('Conv2D', [graph.use(inputs[0]!), graph.use(inputs[1]!)], label, {
    strides: list([1, stride, stride, 1]),
    padding: text('EXPLICIT'),
    explicit_paddings: list([0, 0, p, p, p, p, 0, 0]),
    dilations: list([1, 1, 1, 1]),
    data_format: text('NHWC'),
  });

/** The number of images as a tensor of one whole number. */
function imageCount(graph: TfjsGraph): string {
  const name = `${INPUT}/Count`;
  if (graph.nodes.some((node) => node.name === name)) return name;
  const ranges = [[0], [1], [1]].map((numbers) => graph.ints(numbers));
  const shape = graph.node('Shape', [INPUT], `${INPUT}/Shape`);
  return graph.node('StridedSlice', [shape, ...ranges], name, { T: { type: TYPES.int32 } });
}

/** A shape that is known when the images are, or before. */
function shapeOf(graph: TfjsGraph, shape: OpenShape, label: string): string {
  if (!shape.some(isOpen)) return graph.ints(shape as number[]);
  const T = { type: TYPES.int32 };
  const parts = shape.map((extent, axis) => {
    if (!isOpen(extent)) return graph.ints([extent]);
    if (extent.perImage === 1) return imageCount(graph);
    return graph.node('Mul', [imageCount(graph), graph.ints([extent.perImage])], `${label}/Size${axis}`, {
      T,
    });
  });
  return graph.join(parts, 0, `${label}/Shape`, 'int32');
}

const refuseTraining: WriteAny = (_, { name }) => {
  throw new ShapeError(`${name} has no place in an inference graph`);
};

/** How each operation is written as a node of TensorFlow that TensorFlow.js knows. */
export const TFJS_OPERATIONS: { readonly [N in InferenceName]: Write<N> } = {
  constant: (graph, { output, label, attributes: { data, dtype, shape } }) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const numbers = typeof data === 'number' ? new Array<number>(size).fill(data) : data;
    const stored = dtype === 'int32' ? Int32Array.from(numbers) : Float32Array.from(numbers);
    graph.store(output, { name: label, shape, dtype, data: stored });
  },
  stopGradient: (graph, { inputs, output }) => graph.name(output, graph.use(inputs[0]!)),

  neg: plain('Neg'),
  exp: plain('Exp'),
  log: plain('Log'),
  log1p: plain('Log1p'),
  sqrt: plain('Sqrt'),
  rsqrt: plain('Rsqrt'),
  reciprocal: plain('Reciprocal'),
  square: plain('Square'),
  abs: plain('Abs'),
  sign: plain('Sign'),
  floor: plain('Floor'),
  relu: plain('Relu'),
  sigmoid: plain('Sigmoid'),
  tanh: plain('Tanh'),
  erf: plain('Erf'),
  sin: plain('Sin'),
  cos: plain('Cos'),
  softmax: plain('Softmax'),
  logSoftmax: plain('LogSoftmax'),
  step: (graph, { inputs, output, label }) => {
    const positive = graph.node('Greater', [graph.use(inputs[0]!), graph.float(0)], `${label}/Greater`);
    graph.name(output, toFloat(graph, positive, label));
  },
  cast: (graph, { inputs, output, label, attributes: { dtype } }) =>
    graph.name(output, graph.node('Cast', [graph.use(inputs[0]!)], label, { DstT: { type: TYPES[dtype] } })),

  add: plain('AddV2'),
  sub: plain('Sub'),
  mul: plain('Mul'),
  div: plain('RealDiv'),
  maximum: plain('Maximum'),
  minimum: plain('Minimum'),
  pow: plain('Pow'),
  greater: comparison('Greater'),
  equal: comparison('Equal'),
  select: (graph, { inputs: [mask, a, b], output, label }) => {
    const chosen = graph.node('Cast', [graph.use(mask!)], `${label}/Mask`, { DstT: { type: TYPES.bool } });
    graph.name(output, graph.node('SelectV2', [chosen, graph.use(a!), graph.use(b!)], label));
  },

  sum: reduction('Sum'),
  mean: reduction('Mean'),
  max: reduction('Max'),
  argMax: (graph, { inputs, output, label, attributes: { axis } }) =>
    graph.name(output, graph.node('ArgMax', [graph.use(inputs[0]!), graph.ints([axis], [])], label)),

  reshape: (graph, { inputs, output, label, type }) => {
    const shape = graph.ints(type.shape.map((extent) => (isOpen(extent) ? -1 : extent)));
    graph.name(output, graph.node('Reshape', [graph.use(inputs[0]!), shape], label));
  },
  transpose: (graph, { inputs, output, label, attributes: { permutation } }) =>
    graph.name(output, graph.node('Transpose', [graph.use(inputs[0]!), graph.ints(permutation)], label)),
  concat: (graph, { inputs, output, label, type, attributes: { axis } }) => {
    const parts = inputs.map((id) => graph.use(id));
    graph.name(output, graph.join(parts, axis, label, type.dtype));
  },
  slice: (graph, { inputs, output, label, type, attributes: { begin } }) => {
    const size = type.shape.map((extent) => (isOpen(extent) ? -1 : extent));
    graph.name(
      output,
      graph.node('Slice', [graph.use(inputs[0]!), graph.ints(begin), graph.ints(size)], label),
    );
  },
  pad: (graph, { inputs, output, label, attributes: { paddings } }) => {
    const around = graph.ints(paddings.flat(), [paddings.length, 2]);
    graph.name(output, graph.node('PadV2', [graph.use(inputs[0]!), around, graph.float(0)], label));
  },
  broadcastTo: (graph, { inputs, output, label, type }) => {
    const shape = shapeOf(graph, type.shape, label);
    graph.name(output, graph.node('BroadcastTo', [graph.use(inputs[0]!), shape], label));
  },
  reverse: (graph, { inputs, output, label, attributes: { axis } }) =>
    graph.name(output, graph.node('ReverseV2', [graph.use(inputs[0]!), graph.ints([axis])], label)),
  gather: (graph, { inputs: [x, at], output, label }) => {
    const indices = graph.node('Cast', [graph.use(at!)], `${label}/Indices`, { DstT: { type: TYPES.int32 } });
    graph.name(output, graph.node('GatherV2', [graph.use(x!), indices, graph.ints([0], [])], label));
  },
  oneHot: (graph, { inputs, output, label, attributes: { depth } }) => {
    const at = graph.node('Cast', [graph.use(inputs[0]!)], `${label}/Indices`, {
      DstT: { type: TYPES.int32 },
    });
    const operands = [at, graph.ints([depth], []), graph.float(1), graph.float(0)];
    graph.name(output, graph.node('OneHot', operands, label));
  },

  matMul: (graph, { inputs, output, label, attributes: { transposeA, transposeB } }) => {
    const operands = inputs.map((id) => graph.use(id));
    const [a, b] = [{ b: transposeA }, { b: transposeB }];
    const name =
      graph.rankOf(inputs[0]!) === 2
        ? graph.node('MatMul', operands, label, { transpose_a: a, transpose_b: b })
        : graph.node('BatchMatMulV2', operands, label, { adj_x: a, adj_y: b });
    graph.name(output, name);
  },
  conv2d: (graph, { inputs, output, label, attributes }) =>
    graph.name(output, convolve(graph, inputs, attributes, label)),
  biasedConv2d: (graph, { inputs, output, label, attributes }) => {
    const y = convolve(graph, inputs, attributes, `${label}/Conv2D`);
    graph.name(output, graph.node('BiasAdd', [y, graph.use(inputs[2]!)], label));
  },
  maxPool2d: (graph, { inputs, output, label, attributes: { size, stride, padding: p } }) => {
    let x = graph.use(inputs[0]!);
    if (p > 0) {
      const around = graph.ints([0, 0, p, p, p, p, 0, 0], [4, 2]);
      x = graph.node('PadV2', [x, around, graph.float(LOWEST)], `${label}/Pad`);
    }
    const window = { ksize: list([1, size, size, 1]), strides: list([1, stride, stride, 1]) };
    graph.name(output, graph.node('MaxPool', [x], label, { ...window, padding: text('VALID') }));
  },
  normalise: (graph, { inputs, output, label, attributes: { epsilon } }) => {
    const operands = inputs.map((id) => graph.use(id));
    const attr = { epsilon: { f: epsilon }, is_training: { b: false }, data_format: text('NHWC') };
    graph.name(output, graph.node('FusedBatchNormV3', operands, label, attr));
  },

  batchNorm: refuseTraining,
  batchNormGradient: refuseTraining,
  colorJitter: refuseTraining,
  conv2dInputGradient: refuseTraining,
  conv2dKernelGradient: refuseTraining,
  maxPool2dGradient: refuseTraining,
  segmentSum: refuseTraining,
};
