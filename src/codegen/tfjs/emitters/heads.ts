import type { Emitter, ModulePart } from '../emission.ts';
import { call } from '../javascript.ts';
import { dinoHead as DINOHead, prototypes as Prototypes } from '../library/heads.ts';
import { linear } from '../library/layers.ts';
import { applyModule, prepareSplits } from './apply-module.ts';
import { denseStack, layerSlots, normSlots, type DenseLayer } from './dense-stack.ts';

type MlpParams = {
  readonly hidden: readonly number[];
  readonly outputSize: number;
  readonly norm: DenseLayer['norm'];
  readonly outputNorm: DenseLayer['norm'];
  readonly activation: DenseLayer['activation'];
  readonly bias: boolean;
};

export const mlpHead: Emitter = {
  module(context): ModulePart {
    const { hidden, outputSize, norm, outputNorm, activation, bias } = context.params as MlpParams;
    const layers = [
      ...hidden.map((width) => ({ width, norm, activation })),
      { width: outputSize, norm: outputNorm, activation: 'none' as const },
    ];
    return denseStack(context, context.input('embedding').shape[1]!, layers, { bias });
  },
  prepare: prepareSplits,
  forward(context) {
    const { hidden, norm, outputNorm } = context.params as MlpParams;
    const hasBatchNorm = outputNorm !== 'none' || (norm === 'batch' && hidden.length > 0);
    return { embedding: { text: applyModule(context, context.input('embedding'), hasBatchNorm) } };
  },
};

export const linearHead: Emitter = {
  module(context): ModulePart {
    const { outputSize, bias, initialStd } = context.params as {
      outputSize: number;
      bias: boolean;
      initialStd: number;
    };
    const sizes = [context.input('embedding').shape[1], outputSize].map(String);
    const text = call(`new ${context.use(linear)}`, sizes, {
      bias: bias ? undefined : false,
      deviation: initialStd > 0 ? initialStd : undefined,
    });
    return { text, slots: new Map(layerSlots('layer', '')) };
  },
  forward(context) {
    const text = applyModule(context, context.input('embedding'), false);
    return { [String(context.params['gives'])]: { text } };
  },
};

type DinoParams = {
  readonly hidden: number;
  readonly bottleneck: number;
  readonly outputSize: number;
  readonly layers: number;
  readonly norm: 'none' | 'batch';
  readonly normLastLayer: boolean;
};

export const dinoHead: Emitter = {
  module(context): ModulePart {
    const { hidden, bottleneck, outputSize, layers, norm, normLastLayer } = context.params as DinoParams;
    const batch = norm === 'batch';
    const slots = new Map<string, string>();
    for (let i = 0; i < layers; i++) {
      const [ours, at] = [`layer${i + 1}`, i * (batch ? 3 : 2)];
      for (const [name, path] of layerSlots(ours, `mlp.layers.${at}`)) slots.set(name, path);
      if (batch) for (const [name, path] of normSlots(ours, `mlp.layers.${at + 1}`)) slots.set(name, path);
    }
    slots.set('last.direction', 'direction');
    slots.set('last.gain', 'gain');
    const sizes = [context.input('embedding').shape[1]!, hidden, bottleneck, outputSize];
    const text = call(`new ${context.use(DINOHead)}`, sizes.map(String), {
      layers: layers === 3 ? undefined : layers,
      norm: batch || undefined,
      unitRows: normLastLayer ? undefined : false,
    });
    return { text, slots };
  },
  prepare: prepareSplits,
  forward(context) {
    const { norm, layers } = context.params as DinoParams;
    const text = applyModule(context, context.input('embedding'), norm === 'batch' && layers > 1);
    return { logits: { text } };
  },
};

export const prototypes: Emitter = {
  module(context): ModulePart {
    const { count, normalize } = context.params as { count: number; normalize: boolean };
    const sizes = [context.input('embedding').shape[1]!, count].map(String);
    const text = call(`new ${context.use(Prototypes)}`, sizes, { unitLength: normalize ? undefined : false });
    return { text, slots: new Map([['prototypes', 'vectors']]) };
  },
  forward(context) {
    return {
      logits: { text: applyModule(context, context.input('embedding'), false) },
      prototypes: { text: `${context.module}.vectors`, bare: true },
    };
  },
};
