/** How each node type is written, by its id: which of a target's functions does it. Data, augmentation pipelines, optimisers, followers and probes are written elsewhere. */
const WRITTEN_BY = {
  'augment.resizedCrop': ['math', 'fixedTransform'],
  'augment.horizontalFlip': ['math', 'fixedTransform'],
  'augment.rotate90': ['math', 'fixedTransform'],
  'augment.brightness': ['math', 'fixedTransform'],
  'augment.contrast': ['math', 'fixedTransform'],
  'augment.saturation': ['math', 'fixedTransform'],
  'augment.hue': ['math', 'fixedTransform'],
  'augment.grayscale': ['math', 'fixedTransform'],
  'augment.gaussianBlur': ['math', 'fixedTransform'],
  'augment.solarize': ['math', 'fixedTransform'],
  'augment.erase': ['math', 'fixedTransform'],
  'augment.normalize': ['math', 'fixedTransform'],
  'encoder.convnet': ['encoders', 'convnet'],
  'encoder.resnet': ['encoders', 'resnet'],
  'encoder.vit': ['encoders', 'vit'],
  'encoder.mlp': ['encoders', 'mlpEncoder'],
  'head.mlp': ['heads', 'mlpHead'],
  'head.linear': ['heads', 'linearHead'],
  'head.dino': ['heads', 'dinoHead'],
  'head.prototypes': ['heads', 'prototypes'],
  'flow.stopGradient': ['math', 'stopGradient'],
  'flow.batchShuffle': ['state', 'batchShuffle'],
  'flow.batchUnshuffle': ['state', 'batchUnshuffle'],
  'state.queue': ['state', 'queue'],
  'state.memoryBank': ['state', 'memoryBank'],
  'target.softmax': ['targets', 'softmax'],
  'target.centerSharpen': ['targets', 'centerSharpen'],
  'target.sinkhorn': ['targets', 'sinkhorn'],
  'loss.ntXent': ['losses', 'ntXent'],
  'loss.infoNCE': ['losses', 'infoNCE'],
  'loss.decoupledContrastive': ['losses', 'decoupledContrastive'],
  'loss.negativeCosine': ['losses', 'negativeCosine'],
  'loss.normalizedMse': ['losses', 'normalizedMse'],
  'loss.crossViewCrossEntropy': ['losses', 'crossViewCrossEntropy'],
  'loss.softCrossEntropy': ['losses', 'softCrossEntropy'],
  'loss.crossEntropy': ['losses', 'crossEntropy'],
  'loss.barlowTwins': ['losses', 'barlowTwins'],
  'loss.vicreg': ['losses', 'vicreg'],
  'loss.alignment': ['losses', 'alignment'],
  'loss.uniformity': ['losses', 'uniformity'],
  'loss.mse': ['losses', 'mse'],
  'loss.l1': ['losses', 'l1'],
  'loss.smoothL1': ['losses', 'smoothL1'],
  'loss.binaryCrossEntropy': ['losses', 'binaryCrossEntropy'],
  'loss.weightedSum': ['losses', 'weightedSum'],
  'math.l2Normalize': ['math', 'l2Normalize'],
  'math.expression': ['math', 'expression'],
  'math.add': ['math', 'add'],
  'math.subtract': ['math', 'subtract'],
  'math.multiply': ['math', 'multiply'],
  'math.scale': ['math', 'scale'],
  'math.matMul': ['math', 'matMul'],
  'math.mean': ['math', 'mean'],
  'math.softmax': ['math', 'softmax'],
  'math.logSoftmax': ['math', 'logSoftmax'],
  'math.batchNorm': ['math', 'batchNorm'],
  'math.layerNorm': ['math', 'layerNorm'],
  'math.dropout': ['math', 'dropout'],
  'math.relu': ['math', 'relu'],
  'math.gelu': ['math', 'gelu'],
  'math.concat': ['math', 'concat'],
  'math.concatViews': ['math', 'concatViews'],
  'math.selectView': ['math', 'selectView'],
  'math.reshape': ['math', 'reshape'],
  'math.transpose': ['math', 'transpose'],
} as const;

type Entry = (typeof WRITTEN_BY)[keyof typeof WRITTEN_BY];
/** The functions a target has, in modules. */
export type Emitters<E> = {
  readonly [Module in Entry[0]]: { readonly [Name in Extract<Entry, readonly [Module, string]>[1]]: E };
};

/** A target's functions by the id of the node type that each writes. */
export function byNodeType<E>(emitters: Emitters<E>): ReadonlyMap<string, E> {
  return new Map(
    Object.entries(WRITTEN_BY).map(([type, [module, name]]) => {
      const functions: Readonly<Record<string, E>> = emitters[module];
      return [type, functions[name]!];
    }),
  );
}
