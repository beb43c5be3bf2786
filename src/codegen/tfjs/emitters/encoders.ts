import { vitShape } from '../../vit-shape.ts';
import type { EmitContext, Emitter, ModulePart, Output } from '../emission.ts';
import { call } from '../javascript.ts';
import { resnet as ResNet, vit as VisionTransformer } from '../library/encoders.ts';
import { batchNorm, conv2d, groupNorm, sequential } from '../library/layers.ts';
import { globalMean } from '../library/tensors.ts';
import { applyModule, prepareSplits } from './apply-module.ts';
import { denseStack, layerSlots, normSlots, type DenseLayer } from './dense-stack.ts';

/** Outputs of an encoder that ends in a map: the map, and its mean over all positions. */
function mapOutputs(context: EmitContext, hasBatchNorm: boolean): Record<string, Output> {
  const map = applyModule(context, context.input('images'), hasBatchNorm);
  if (!context.isUsed('embedding') && context.isUsed('features')) return { features: { text: map } };
  const mean = context.use(globalMean);
  if (!context.isUsed('features')) return { embedding: { text: `${mean}(${map})` } };
  const features = context.variable('features');
  context.write(`const ${features} = ${map};`);
  return { features: { text: features, bare: true }, embedding: { text: `${mean}(${features})` } };
}

export const convnet: Emitter = {
  module(context): ModulePart {
    const { widths, kernelSize, stride, norm, groups } = context.params as {
      widths: readonly number[];
      kernelSize: number;
      stride: number;
      norm: 'none' | 'batch' | 'group' | 'layer';
      groups: number;
    };
    const parts: string[] = [];
    const slots = new Map<string, string>();
    let channels = context.input('images').shape[3]!;
    widths.forEach((width, index) => {
      const name = `stage${index + 1}`;
      for (const [ours, path] of layerSlots(name, `layers.${parts.length}`)) slots.set(ours, path);
      parts.push(
        call(`new ${context.use(conv2d)}`, [channels, width, kernelSize].map(String), {
          stride: stride === 1 ? undefined : stride,
          padding: kernelSize === 1 ? undefined : (kernelSize - 1) / 2,
          bias: norm === 'none' ? undefined : false,
        }),
      );
      if (norm !== 'none') {
        for (const [ours, path] of normSlots(name, `layers.${parts.length}`)) slots.set(ours, path);
        if (norm === 'batch') parts.push(`new ${context.use(batchNorm)}(${width})`);
        else parts.push(`new ${context.use(groupNorm)}(${norm === 'layer' ? 1 : groups}, ${width})`);
      }
      parts.push('tf.relu');
      channels = width;
    });
    return { text: `new ${context.use(sequential)}(${parts.join(', ')})`, slots };
  },
  prepare: prepareSplits,
  forward: (context) => mapOutputs(context, context.params['norm'] === 'batch'),
};

const DEPTHS: Readonly<Record<string, { readonly blocks: readonly number[]; readonly bottleneck: boolean }>> =
  {
    18: { blocks: [2, 2, 2, 2], bottleneck: false },
    34: { blocks: [3, 4, 6, 3], bottleneck: false },
    50: { blocks: [3, 4, 6, 3], bottleneck: true },
    101: { blocks: [3, 4, 23, 3], bottleneck: true },
    152: { blocks: [3, 8, 36, 3], bottleneck: true },
  };

export const resnet: Emitter = {
  module(context): ModulePart {
    const params = context.params as {
      depth: string;
      width: number;
      stem: 'cifar' | 'imagenet';
      blocks: readonly number[];
      block: 'byDepth' | 'basic' | 'bottleneck';
      zeroInitResidual: boolean;
    };
    const byDepth = DEPTHS[params.depth]!;
    const blocks = params.blocks.length > 0 ? params.blocks : byDepth.blocks;
    const bottleneck = params.block === 'byDepth' ? byDepth.bottleneck : params.block === 'bottleneck';
    const slots = new Map<string, string>([['stem.kernel', 'stem.kernel'], ...normSlots('stem', 'stemNorm')]);
    const add = (ours: string, layer: string, norm: string): void => {
      slots.set(`${ours}.kernel`, `${layer}.kernel`);
      for (const [name, path] of normSlots(ours, norm)) slots.set(name, path);
    };
    blocks.forEach((count, stage) => {
      for (let i = 0; i < count; i++) {
        const [ours, theirs] = [`stage${stage + 1}.block${i + 1}`, `stages.${stage}.${i}`];
        for (const n of bottleneck ? [0, 1, 2] : [0, 1])
          add(`${ours}.conv${n + 1}`, `${theirs}.convolutions.${n}`, `${theirs}.norms.${n}`);
        add(`${ours}.downsample`, `${theirs}.downsample.layers.0`, `${theirs}.downsample.layers.1`);
      }
    });
    const channels = String(context.input('images').shape[3]);
    const text = call(`new ${context.use(ResNet)}`, [channels, `[${blocks.join(', ')}]`], {
      width: params.width === 64 ? undefined : params.width,
      bottleneck: bottleneck || undefined,
      largeImages: params.stem === 'imagenet' || undefined,
      zeroInit: params.zeroInitResidual ? undefined : false,
    });
    return { text, slots };
  },
  prepare: prepareSplits,
  forward: (context) => mapOutputs(context, true),
};

export const vit: Emitter = {
  module(context): ModulePart {
    const { params, width, depth, heads, mlpRatio, channels, grid } = vitShape(context);
    const slots = new Map<string, string>([
      ['patch.kernel', 'patchKernel'],
      ['patch.bias', 'patchBias'],
      ...['positions', 'classToken', 'classPosition'].map((name): [string, string] => [name, name]),
      ...normSlots('norm', 'norm'),
    ]);
    for (let i = 0; i < depth; i++) {
      const [ours, theirs] = [`block${i + 1}`, `blocks.${i}`];
      const parts = [
        ...normSlots('attention.norm', 'attentionNorm'),
        ...layerSlots('attention.qkv', 'qkv'),
        ...layerSlots('attention.output', 'output'),
        ...normSlots('mlp.norm', 'mlpNorm'),
        ...layerSlots('mlp.hidden', 'mlpHidden'),
        ...layerSlots('mlp.output', 'mlpOutput'),
      ];
      for (const [name, path] of parts) slots.set(`${ours}.${name}`, `${theirs}.${path}`);
    }
    const sizes = [channels, `[${grid.join(', ')}]`, params.patchSize, width, depth, heads].map(String);
    const text = call(`new ${context.use(VisionTransformer)}`, sizes, {
      mlpRatio: mlpRatio === 4 ? undefined : mlpRatio,
      classToken: params.pooling === 'class' ? undefined : false,
      learnedPositions: params.position === 'learned' ? undefined : false,
      frozenPatches: params.frozenPatchEmbedding || undefined,
    });
    return { text, slots };
  },
  prepare(context, always) {
    const { dropPath } = context.params as { dropPath: number };
    return dropPath > 0 || always ? [`${context.module}.setDropPath(${dropPath});`] : [];
  },
  forward(context) {
    const byClass = context.params['pooling'] === 'class';
    const width = context.output('embedding').shape[1]!;
    const pooled = (all: string) =>
      byClass ? `${all}.slice([0, 0, 0], [-1, 1, -1]).reshape([-1, ${width}])` : `${all}.mean(1)`;
    const patches = (all: string) => (byClass ? `${all}.slice([0, 1, 0])` : all);
    const tokens = applyModule(context, context.input('images'), false);
    if (!context.isUsed('tokens')) return { embedding: { text: pooled(tokens) } };
    if (!context.isUsed('embedding')) return { tokens: { text: patches(tokens) } };
    const all = context.variable('tokens');
    context.write(`const ${all} = ${tokens};`);
    return { embedding: { text: pooled(all) }, tokens: { text: patches(all), bare: !byClass } };
  },
};

export const mlpEncoder: Emitter = {
  module(context): ModulePart {
    const { widths, norm, activation } = context.params as {
      widths: readonly number[];
    } & Pick<DenseLayer, 'norm' | 'activation'>;
    const size = context
      .input('images')
      .shape.slice(1)
      .reduce((product, n) => product * n, 1);
    return denseStack(
      context,
      size,
      widths.map((width) => ({ width, norm, activation })),
    );
  },
  prepare: prepareSplits,
  forward(context) {
    const images = context.input('images');
    const size = images.shape.slice(1).reduce((product, n) => product * n, 1);
    const flat = { ...images, text: `${images.text}.reshape([-1, ${size}])` };
    return { embedding: { text: applyModule(context, flat, context.params['norm'] === 'batch') } };
  },
};
