import type { EmitContext, Emitter, ModulePart, Slot } from '../emission.ts';
import { dinoHead as DINOHead, normalLinear, prototypes as Prototypes } from '../library/heads.ts';
import { call } from '../literal.ts';
import { callModule, prepareSplits } from './call-module.ts';
import { denseStack, normSlots, type DenseLayer } from './dense-stack.ts';

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
    const x = context.input('embedding');
    const { hidden, norm, outputNorm } = context.params as MlpParams;
    const hasBatchNorm = outputNorm !== 'none' || (norm === 'batch' && hidden.length > 0);
    return { embedding: { text: callModule(context, x, hasBatchNorm), place: x.place } };
  },
};

export const linearHead: Emitter = {
  module(context): ModulePart {
    const {
      outputSize,
      bias,
      initialStd: std,
    } = context.params as {
      outputSize: number;
      bias: boolean;
      initialStd: number;
    };
    const slots = new Map<string, Slot>([
      ['layer.kernel', { key: 'weight', layout: 'linear' }],
      ['layer.bias', { key: 'bias', layout: 'same' }],
    ]);
    const sizes = [context.input('embedding').shape[1], outputSize].map(String);
    const named = { bias: bias ? undefined : false };
    const text =
      std > 0
        ? call(context.use(normalLinear), [...sizes, String(std)], named)
        : call('nn.Linear', sizes, named);
    return { text, slots };
  },
  forward(context) {
    const x = context.input('embedding');
    return { [String(context.params['gives'])]: { text: `${context.module}(${x.text})`, place: x.place } };
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
    const slots = new Map<string, Slot>();
    for (let i = 0; i < layers; i++) {
      const [ours, at] = [`layer${i + 1}`, i * (batch ? 3 : 2)];
      slots.set(`${ours}.kernel`, { key: `mlp.${at}.weight`, layout: 'linear' });
      slots.set(`${ours}.bias`, { key: `mlp.${at}.bias`, layout: 'same' });
      if (batch) for (const [name, slot] of normSlots(ours, `mlp.${at + 1}`)) slots.set(name, slot);
    }
    slots.set('last.direction', { key: 'direction', layout: 'same' });
    slots.set('last.gain', { key: 'gain', layout: 'same' });
    const sizes = [context.input('embedding').shape[1]!, hidden, bottleneck, outputSize];
    const text = call(context.use(DINOHead), sizes.map(String), {
      layers: layers === 3 ? undefined : layers,
      batch_norm: batch || undefined,
      unit_rows: normLastLayer ? undefined : false,
    });
    return { text, slots };
  },
  prepare: prepareSplits,
  forward(context) {
    const x = context.input('embedding');
    const { norm, layers } = context.params as DinoParams;
    return { logits: { text: callModule(context, x, norm === 'batch' && layers > 1), place: x.place } };
  },
};

export const prototypes: Emitter = {
  module(context: EmitContext): ModulePart {
    const { count, normalize } = context.params as { count: number; normalize: boolean };
    const size = context.input('embedding').shape[1]!;
    const text = call(context.use(Prototypes), [String(size), String(count)], {
      unit_length: normalize ? undefined : false,
    });
    return { text, slots: new Map([['prototypes', { key: 'weight', layout: 'same' }]]) };
  },
  forward(context) {
    const x = context.input('embedding');
    return {
      logits: { text: `${context.module}(${x.text})`, place: x.place },
      prototypes: { text: `${context.module}.weight`, place: 'global', bare: true },
    };
  },
};
