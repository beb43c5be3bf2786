import type { EmitContext, ModulePart, Slot } from '../emission.ts';
import { batchNorm } from '../library/layers.ts';

export interface DenseLayer {
  readonly width: number;
  readonly norm: 'none' | 'batch' | 'batchNoAffine' | 'layer';
  readonly activation: 'none' | 'relu' | 'gelu';
}

export const NORM_SLOTS: readonly (readonly [string, string])[] = [
  ['scale', 'weight'],
  ['offset', 'bias'],
  ['runningMean', 'running_mean'],
  ['runningVariance', 'running_var'],
];

/** Where a norm's tensors `name.scale` … are, with the key of its module. */
export function normSlots(name: string, key: string): [string, Slot][] {
  return NORM_SLOTS.map(([ours, theirs]) => [
    name === '' ? ours : `${name}.${ours}`,
    { key: key === '' ? theirs : `${key}.${theirs}`, layout: 'same' },
  ]);
}

/** Linear – norm – activation, layer by layer, as one `nn.Sequential`; `lead` stands in front. */
export function denseStack(
  context: EmitContext,
  size: number,
  layers: readonly DenseLayer[],
  { bias = true, lead = [] }: { readonly bias?: boolean; readonly lead?: readonly string[] } = {},
): ModulePart {
  const parts: string[] = [...lead];
  const slots = new Map<string, Slot>();
  let width = size;
  layers.forEach((layer, index) => {
    const name = `layer${index + 1}`;
    const batch = layer.norm === 'batch' || layer.norm === 'batchNoAffine';
    const biased = bias && !batch;
    slots.set(`${name}.kernel`, { key: `${parts.length}.weight`, layout: 'linear' });
    slots.set(`${name}.bias`, { key: `${parts.length}.bias`, layout: 'same' });
    parts.push(`nn.Linear(${width}, ${layer.width}${biased ? '' : ', bias=False'})`);
    if (layer.norm !== 'none') {
      for (const [ours, slot] of normSlots(name, String(parts.length))) slots.set(ours, slot);
      if (batch) {
        const affine = layer.norm === 'batchNoAffine' ? ', affine=False' : '';
        parts.push(`${context.use(batchNorm)}(${layer.width}${affine})`);
      } else parts.push(`nn.LayerNorm(${layer.width})`);
    }
    if (layer.activation !== 'none') parts.push(layer.activation === 'relu' ? 'nn.ReLU()' : 'nn.GELU()');
    width = layer.width;
  });
  return { text: `nn.Sequential(${parts.join(', ')})`, slots };
}
