import { vitShape } from '../../vit-shape.ts';
import type { EmitContext, Emitter, ModulePart, Output, Slot } from '../emission.ts';
import { call } from '../literal.ts';
import { batchNorm } from '../library/layers.ts';
import { resnet as ResNet, setDropPath, vit as VisionTransformer } from '../library/encoders.ts';
import { callModule, prepareSplits } from './call-module.ts';
import { denseStack, normSlots, type DenseLayer } from './dense-stack.ts';

/** Outputs of an encoder that ends in a map: the map, and its mean over all positions. */
function mapOutputs(context: EmitContext, hasBatchNorm: boolean): Record<string, Output> {
  const images = context.input('images');
  const map = callModule(context, images, hasBatchNorm);
  const { place } = images;
  if (!context.isUsed('features')) return { embedding: { text: `${map}.mean(dim=(2, 3))`, place } };
  if (!context.isUsed('embedding')) return { features: { text: map, place } };
  const features = context.variable('features');
  context.write(`${features} = ${map}`);
  return {
    features: { text: features, place, bare: true },
    embedding: { text: `${features}.mean(dim=(2, 3))`, place },
  };
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
    const slots = new Map<string, Slot>();
    let channels = context.input('images').shape[3]!;
    widths.forEach((width, index) => {
      const name = `stage${index + 1}`;
      slots.set(`${name}.kernel`, { key: `${parts.length}.weight`, layout: 'conv' });
      slots.set(`${name}.bias`, { key: `${parts.length}.bias`, layout: 'same' });
      const bias = norm === 'none' ? '' : ', bias=False';
      parts.push(
        `nn.Conv2d(${channels}, ${width}, ${kernelSize}, stride=${stride}, padding=${(kernelSize - 1) / 2}${bias})`,
      );
      if (norm !== 'none') {
        for (const [ours, slot] of normSlots(name, String(parts.length))) slots.set(ours, slot);
        if (norm === 'batch') parts.push(`${context.use(batchNorm)}(${width})`);
        else parts.push(`nn.GroupNorm(${norm === 'layer' ? 1 : groups}, ${width})`);
      }
      parts.push('nn.ReLU()');
      channels = width;
    });
    return { text: `nn.Sequential(${parts.join(', ')})`, slots };
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
    const slots = new Map<string, Slot>();
    slots.set('stem.kernel', { key: 'stem.weight', layout: 'conv' });
    for (const [ours, slot] of normSlots('stem', 'stem_norm')) slots.set(ours, slot);
    blocks.forEach((count, stage) => {
      for (let i = 0; i < count; i++) {
        const [ours, theirs] = [`stage${stage + 1}.block${i + 1}`, `stages.${stage}.${i}`];
        for (const n of bottleneck ? [1, 2, 3] : [1, 2]) {
          slots.set(`${ours}.conv${n}.kernel`, { key: `${theirs}.conv${n}.weight`, layout: 'conv' });
          for (const [name, slot] of normSlots(`${ours}.conv${n}`, `${theirs}.norm${n}`))
            slots.set(name, slot);
        }
        slots.set(`${ours}.downsample.kernel`, { key: `${theirs}.downsample.0.weight`, layout: 'conv' });
        for (const [name, slot] of normSlots(`${ours}.downsample`, `${theirs}.downsample.1`))
          slots.set(name, slot);
      }
    });
    const text = call(
      context.use(ResNet),
      [String(context.input('images').shape[3]), `[${blocks.join(', ')}]`],
      {
        width: params.width === 64 ? undefined : params.width,
        bottleneck: bottleneck || undefined,
        large_images: params.stem === 'imagenet' || undefined,
        zero_init: params.zeroInitResidual ? undefined : false,
      },
    );
    return { text, slots };
  },
  prepare: prepareSplits,
  forward: (context) => mapOutputs(context, true),
};

export const vit: Emitter = {
  module(context): ModulePart {
    const { params, width, depth, heads, mlpRatio, channels, grid } = vitShape(context);
    const slots = new Map<string, Slot>();
    const same = (ours: string, key = ours) => slots.set(ours, { key, layout: 'same' });
    const linear = (ours: string, theirs: string) => {
      slots.set(`${ours}.kernel`, { key: `${theirs}.weight`, layout: 'linear' });
      same(`${ours}.bias`, `${theirs}.bias`);
    };
    const layout = { kind: 'patch', size: params.patchSize, channels } as const;
    slots.set('patch.kernel', { key: 'patch.weight', layout });
    same('patch.bias');
    same('positions');
    same('classToken', 'class_token');
    same('classPosition', 'class_position');
    for (let i = 0; i < depth; i++) {
      const [ours, theirs] = [`block${i + 1}`, `blocks.${i}`];
      for (const [name, slot] of normSlots(`${ours}.attention.norm`, `${theirs}.attention_norm`))
        slots.set(name, slot);
      linear(`${ours}.attention.qkv`, `${theirs}.qkv`);
      linear(`${ours}.attention.output`, `${theirs}.output`);
      for (const [name, slot] of normSlots(`${ours}.mlp.norm`, `${theirs}.mlp_norm`)) slots.set(name, slot);
      linear(`${ours}.mlp.hidden`, `${theirs}.mlp.0`);
      linear(`${ours}.mlp.output`, `${theirs}.mlp.2`);
    }
    for (const [name, slot] of normSlots('norm', 'norm')) slots.set(name, slot);
    const text = call(
      context.use(VisionTransformer),
      [channels, `[${grid.join(', ')}]`, params.patchSize, width, depth, heads].map(String),
      {
        mlp_ratio: mlpRatio === 4 ? undefined : mlpRatio,
        class_token: params.pooling === 'class' ? undefined : false,
        learned_positions: params.position === 'learned' ? undefined : false,
        frozen_patches: params.frozenPatchEmbedding || undefined,
      },
    );
    return { text, slots };
  },
  prepare(context, always) {
    const { dropPath } = context.params as { dropPath: number };
    return dropPath > 0 || always ? [`${context.use(setDropPath)}(${context.module}, ${dropPath})`] : [];
  },
  forward(context) {
    const images = context.input('images');
    const { place } = images;
    const byClass = context.params['pooling'] === 'class';
    const tokens = `${context.module}(${images.text})`;
    const pooled = (all: string) => (byClass ? `${all}[:, 0]` : `${all}.mean(dim=1)`);
    const patches = (all: string) => (byClass ? `${all}[:, 1:]` : all);
    if (!context.isUsed('tokens')) return { embedding: { text: pooled(tokens), place } };
    if (!context.isUsed('embedding')) return { tokens: { text: patches(tokens), place } };
    const all = context.variable('tokens');
    context.write(`${all} = ${tokens}`);
    return { embedding: { text: pooled(all), place }, tokens: { text: patches(all), place } };
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
    // row by row, pixel by pixel, the channels innermost
    const text = `${images.text}.permute(0, 2, 3, 1).flatten(1)`;
    const { place } = images;
    const hasBatchNorm = context.params['norm'] === 'batch';
    return { embedding: { text: callModule(context, { ...images, text }, hasBatchNorm), place } };
  },
};
