import type { OperationAttributes } from '../../../ir/operations/attributes.ts';
import { ShapeError } from '../../../ir/shape-error.ts';
import { isOpen, type OpenShape } from '../extent.ts';
import type { InferenceName, InferenceOperation } from '../inference-graph.ts';
import { ELEMENT, INPUT, type Layout, type OnnxGraph } from './onnx-graph.ts';

type Write<N extends InferenceName> = (
  graph: OnnxGraph,
  operation: Extract<InferenceOperation, { readonly name: N }>,
) => void;

/** What all operations have. */
type Plain = Pick<InferenceOperation, 'name' | 'inputs' | 'output' | 'label' | 'type'>;
type WriteAny = (graph: OnnxGraph, operation: Plain) => void;

/** Beyond the end of every axis, in either direction. */
const END = Number.MAX_SAFE_INTEGER;
const CHANNELS_FIRST = [0, 3, 1, 2] as const;

/** Nodes that take one value and give one of its shape. */
const unary =
  (opType: string): WriteAny =>
  (graph, { inputs, output, label }) => {
    const layout = layoutFor(graph, inputs);
    graph.name(output, graph.node(opType, [graph.use(inputs[0]!, layout)], label), layout);
  };

/** Element by element, in the layout that a map among the operands has already. */
const elementwise =
  (write: (graph: OnnxGraph, operands: readonly string[], label: string) => string): WriteAny =>
  (graph, { inputs, output, label, type }) => {
    const meets = inputs.every((id) => {
      const rank = graph.rankOf(id);
      return rank === 4 || rank === 0 || (rank === 1 && graph.isStored(id));
    });
    const layout = type.shape.length === 4 && meets ? layoutFor(graph, inputs) : 'last';
    const operands = inputs.map((id) => {
      const vector = graph.rankOf(id) === 1 && layout === 'first';
      return vector
        ? graph.use(id, 'last', 'perChannel')
        : graph.use(id, graph.rankOf(id) === 4 ? layout : 'last');
    });
    graph.name(output, write(graph, operands, label), layout);
  };
const binary = (opType: string) =>
  elementwise((graph, operands, label) => graph.node(opType, operands, label));
const comparison = (opType: string) =>
  elementwise((graph, operands, label) =>
    graph.node('Cast', [graph.node(opType, operands, `${label}/${opType}`)], label, { to: ELEMENT.float32 }),
  );

/** Channels second, where a map among the values stands like that and none stands otherwise. */
function layoutFor(graph: OnnxGraph, inputs: readonly string[]): Layout {
  const maps = inputs.filter((id) => graph.rankOf(id) === 4 && !graph.isStored(id));
  const first = maps.some((id) => graph.has(id, 'first')) && !maps.some((id) => graph.has(id, 'last'));
  return first && !inputs.some((id) => graph.rankOf(id) === 4 && graph.isStored(id)) ? 'first' : 'last';
}

/** A reduction over axes, in whatever layout the map has if the axes that are left stand in the same order. */
const reduction =
  (
    write: (graph: OnnxGraph, x: string, axes: readonly number[], keepdims: number, label: string) => string,
  ) =>
  (
    graph: OnnxGraph,
    {
      inputs,
      output,
      label,
      attributes: { axes, keepDims },
    }: Plain & { readonly attributes: OperationAttributes['sum'] },
  ): void => {
    // no axes mean all of them in ONNX
    if (axes.length === 0) return graph.alias(output, inputs[0]!);
    const whole = axes.every((axis) => axis === 1 || axis === 2) && axes.length === 2;
    const layout = graph.rankOf(inputs[0]!) === 4 && whole ? layoutFor(graph, inputs) : 'last';
    const moved = layout === 'first' ? axes.map((axis) => CHANNELS_FIRST.indexOf(axis as 0)) : axes;
    const name = write(graph, graph.use(inputs[0]!, layout), moved, keepDims ? 1 : 0, label);
    graph.name(output, name, keepDims ? layout : 'last');
  };

/** `null` where the shape needs to know how many images there are. */
function fixedShape(shape: OpenShape, open: number | null): number[] | null {
  const sizes = shape.map((extent) => (isOpen(extent) ? open : extent));
  return sizes.includes(null) ? null : (sizes as number[]);
}

/** The number of images as a tensor of one whole number. */
function imageCount(graph: OnnxGraph): string {
  const name = `${INPUT}/Count`;
  if (graph.nodes.some((node) => node['name'] === name)) return name;
  return graph.node('Gather', [graph.node('Shape', [INPUT], `${INPUT}/Shape`), graph.ints([0])], name);
}

/** A shape that is known when the images are. */
function openShape(graph: OnnxGraph, shape: OpenShape, label: string): string {
  const parts = shape.map((extent, axis) => {
    if (!isOpen(extent)) return graph.ints([extent]);
    if (extent.perImage === 1) return imageCount(graph);
    return graph.node('Mul', [imageCount(graph), graph.ints([extent.perImage])], `${label}/Size${axis}`);
  });
  return graph.node('Concat', parts, `${label}/Shape`, { axis: 0 });
}

const convolution = (
  graph: OnnxGraph,
  { inputs, output, label, attributes }: Plain & { readonly attributes: OperationAttributes['conv2d'] },
): void => {
  const [x, kernel, bias] = inputs as [string, string, string?];
  const weights = graph.isStored(kernel)
    ? graph.use(kernel, 'last', 'kernel')
    : graph.node('Transpose', [graph.use(kernel)], `${label}/Kernel`, { perm: [3, 2, 0, 1] });
  const { stride, padding: p } = attributes;
  const operands = [graph.use(x, 'first'), weights, ...(bias === undefined ? [] : [graph.use(bias)])];
  const name = graph.node('Conv', operands, label, { strides: [stride, stride], pads: [p, p, p, p] });
  graph.name(output, name, 'first');
};

const refuseTraining: WriteAny = (_, { name }) => {
  throw new ShapeError(`${name} has no place in an inference graph`);
};

/** How each operation is written in ONNX (operator set 13). */
export const ONNX_OPERATIONS: { readonly [N in InferenceName]: Write<N> } = {
  constant: (graph, { output, label, attributes: { data, dtype, shape } }) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const numbers = typeof data === 'number' ? new Array<number>(size).fill(data) : data;
    const stored = dtype === 'int32' ? Int32Array.from(numbers) : Float32Array.from(numbers);
    graph.store(output, label, { shape, dtype, data: stored });
  },
  stopGradient: (graph, { inputs, output }) => graph.alias(output, inputs[0]!),

  neg: unary('Neg'),
  exp: unary('Exp'),
  log: unary('Log'),
  sqrt: unary('Sqrt'),
  reciprocal: unary('Reciprocal'),
  abs: unary('Abs'),
  sign: unary('Sign'),
  floor: unary('Floor'),
  relu: unary('Relu'),
  sigmoid: unary('Sigmoid'),
  tanh: unary('Tanh'),
  erf: unary('Erf'),
  sin: unary('Sin'),
  cos: unary('Cos'),
  // x · ln(u) / (u − 1) with u = 1 + x as it is rounded: ln(1 + x) alone loses what is small (Goldberg 1991, theorem 4)
  log1p: elementwise((graph, [x], label) => {
    const raised = graph.node('Add', [x!, graph.float(1)], `${label}/Raised`);
    const step = graph.node('Sub', [raised, graph.float(1)], `${label}/Step`);
    const none = graph.node('Equal', [step, graph.float(0)], `${label}/None`);
    const divisor = graph.node('Where', [none, graph.float(1), step], `${label}/Divisor`);
    const slope = graph.node('Div', [graph.node('Log', [raised], `${label}/Log`), divisor], `${label}/Slope`);
    return graph.node('Where', [none, x!, graph.node('Mul', [x!, slope], `${label}/Mul`)], label);
  }),
  rsqrt: elementwise((graph, [x], label) =>
    graph.node('Reciprocal', [graph.node('Sqrt', [x!], `${label}/Sqrt`)], label),
  ),
  square: elementwise((graph, [x], label) => graph.node('Mul', [x!, x!], label)),
  step: elementwise((graph, [x], label) => {
    const positive = graph.node('Greater', [x!, graph.float(0)], `${label}/Greater`);
    return graph.node('Cast', [positive], label, { to: ELEMENT.float32 });
  }),
  cast: (graph, { inputs, output, label, attributes: { dtype } }) => {
    graph.name(output, graph.node('Cast', [graph.use(inputs[0]!)], label, { to: ELEMENT[dtype] }));
  },

  add: binary('Add'),
  sub: binary('Sub'),
  mul: binary('Mul'),
  div: binary('Div'),
  maximum: binary('Max'),
  minimum: binary('Min'),
  pow: binary('Pow'),
  greater: comparison('Greater'),
  equal: comparison('Equal'),
  select: elementwise((graph, [mask, a, b], label) => {
    const chosen = graph.node('Cast', [mask!], `${label}/Mask`, { to: ELEMENT.bool });
    return graph.node('Where', [chosen, a!, b!], label);
  }),

  sum: reduction((graph, x, axes, keepdims, label) =>
    graph.node('ReduceSum', [x, graph.ints(axes)], label, { keepdims }),
  ),
  mean: reduction((graph, x, axes, keepdims, label) =>
    graph.node('ReduceMean', [x], label, { axes, keepdims }),
  ),
  max: reduction((graph, x, axes, keepdims, label) =>
    graph.node('ReduceMax', [x], label, { axes, keepdims }),
  ),
  argMax: (graph, { inputs, output, label, attributes: { axis } }) => {
    const found = graph.node('ArgMax', [graph.use(inputs[0]!)], `${label}/ArgMax`, { axis, keepdims: 0 });
    graph.name(output, graph.node('Cast', [found], label, { to: ELEMENT.int32 }));
  },
  softmax: (graph, { inputs, output, label }) =>
    graph.name(output, graph.node('Softmax', [graph.use(inputs[0]!)], label, { axis: -1 })),
  logSoftmax: (graph, { inputs, output, label }) =>
    graph.name(output, graph.node('LogSoftmax', [graph.use(inputs[0]!)], label, { axis: -1 })),

  reshape: (graph, { inputs, output, label, type }) => {
    const shape = graph.ints(fixedShape(type.shape, -1)!);
    graph.name(output, graph.node('Reshape', [graph.use(inputs[0]!), shape], label));
  },
  transpose: (graph, { inputs, output, label, attributes: { permutation } }) =>
    graph.name(output, graph.node('Transpose', [graph.use(inputs[0]!)], label, { perm: permutation })),
  concat: (graph, { inputs, output, label, attributes: { axis } }) =>
    graph.name(
      output,
      graph.node(
        'Concat',
        inputs.map((id) => graph.use(id)),
        label,
        { axis },
      ),
    ),
  slice: (graph, { inputs, output, label, type, attributes: { begin } }) => {
    const cut = type.shape.flatMap((extent, axis) => (isOpen(extent) ? [] : [{ axis, size: extent }]));
    const ranges = [
      cut.map(({ axis }) => begin[axis]!),
      cut.map(({ axis, size }) => begin[axis]! + size),
      cut.map(({ axis }) => axis),
    ].map((numbers) => graph.ints(numbers));
    graph.name(output, graph.node('Slice', [graph.use(inputs[0]!), ...ranges], label));
  },
  pad: (graph, { inputs, output, label, attributes: { paddings } }) => {
    const around = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
    graph.name(output, graph.node('Pad', [graph.use(inputs[0]!), graph.ints(around)], label));
  },
  broadcastTo: (graph, { inputs, output, label, type }) => {
    const before = graph.graph.types.get(inputs[0]!)!.shape;
    const lead = type.shape.length - before.length;
    // a 1 asks for the size that is there
    const asked = type.shape.map((extent, axis) =>
      isOpen(extent) && isOpen(before[axis - lead] ?? 1) ? 1 : extent,
    );
    const fixed = fixedShape(asked, null);
    const shape = fixed ? graph.ints(fixed) : openShape(graph, asked, label);
    graph.name(output, graph.node('Expand', [graph.use(inputs[0]!), shape], label));
  },
  reverse: (graph, { inputs, output, label, attributes: { axis } }) => {
    const ranges = [[-1], [-END], [axis], [-1]].map((numbers) => graph.ints(numbers));
    graph.name(output, graph.node('Slice', [graph.use(inputs[0]!), ...ranges], label));
  },
  gather: (graph, { inputs: [x, at], output, label }) =>
    graph.name(output, graph.node('Gather', [graph.use(x!), graph.use(at!)], label)),
  oneHot: (graph, { inputs, output, label, attributes: { depth } }) => {
    const at = graph.node('Cast', [graph.use(inputs[0]!)], `${label}/Indices`, { to: ELEMENT.int64 });
    const offOn = graph.node('Cast', [graph.ints([0, 1])], `${label}/Values`, { to: ELEMENT.float32 });
    graph.name(output, graph.node('OneHot', [at, graph.ints([depth], true), offOn], label));
  },

  matMul: (graph, { inputs, output, label, attributes: { transposeA, transposeB } }) => {
    const operands = inputs.map((id, i) => {
      const turned = i === 0 ? transposeA : transposeB;
      const perm = graph.rankOf(id) === 2 ? [1, 0] : [0, 2, 1];
      return turned
        ? graph.node('Transpose', [graph.use(id)], `${label}/${'AB'[i]}`, { perm })
        : graph.use(id);
    });
    graph.name(output, graph.node('MatMul', operands, label));
  },
  conv2d: convolution,
  biasedConv2d: convolution,
  maxPool2d: (graph, { inputs, output, label, attributes: { size, stride, padding: p } }) => {
    const window = { kernel_shape: [size, size], strides: [stride, stride], pads: [p, p, p, p] };
    graph.name(output, graph.node('MaxPool', [graph.use(inputs[0]!, 'first')], label, window), 'first');
  },
  normalise: (graph, { inputs, output, label, attributes: { epsilon } }) => {
    const [x, ...vectors] = inputs as [string, string, string, string, string];
    const rank = graph.rankOf(x);
    if (rank === 4 || rank === 2) {
      const layout = rank === 4 ? 'first' : 'last';
      const operands = [graph.use(x, layout), ...vectors.map((id) => graph.use(id))];
      const name = graph.node('BatchNormalization', operands, label, { epsilon: { float: epsilon } });
      return graph.name(output, name, layout);
    }
    const [scale, offset, mean, variance] = vectors.map((id) => graph.use(id)) as [
      string,
      string,
      string,
      string,
    ];
    const raised = graph.node('Add', [variance, graph.float(epsilon)], `${label}/Variance`);
    const gain = graph.node(
      'Div',
      [scale, graph.node('Sqrt', [raised], `${label}/Deviation`)],
      `${label}/Gain`,
    );
    const centred = graph.node('Sub', [graph.use(x), mean], `${label}/Centred`);
    const scaled = graph.node('Mul', [centred, gain], `${label}/Scaled`);
    graph.name(output, graph.node('Add', [scaled, offset], label));
  },

  batchNorm: refuseTraining,
  batchNormGradient: refuseTraining,
  colorJitter: refuseTraining,
  conv2dInputGradient: refuseTraining,
  conv2dKernelGradient: refuseTraining,
  maxPool2dGradient: refuseTraining,
  segmentSum: refuseTraining,
};
