import type { EmitContext, ModulePart } from '../emission.ts';
import { call } from '../javascript.ts';
import { batchNorm, layerNorm, linear, sequential } from '../library/layers.ts';
import { gelu } from '../library/tensors.ts';

export interface DenseLayer {
  readonly width: number;
  readonly norm: 'none' | 'batch' | 'batchNoAffine' | 'layer';
  readonly activation: 'none' | 'relu' | 'gelu';
}

const join = (...names: readonly string[]): string => names.filter((name) => name !== '').join('.');

/** Where a norm's tensors `name.scale` … are, with the path of its module. */
export function normSlots(name: string, path: string): [string, string][] {
  return ['scale', 'offset', 'runningMean', 'runningVariance'].map((part) => [
    join(name, part),
    join(path, part),
  ]);
}

/** Kernel and bias of a layer `name`, with the path of its module. */
export function layerSlots(name: string, path: string): [string, string][] {
  return ['kernel', 'bias'].map((part) => [join(name, part), join(path, part)]);
}

/** Linear – norm – activation, layer by layer, as one Sequential. */
export function denseStack(
  context: EmitContext,
  size: number,
  layers: readonly DenseLayer[],
  { bias = true }: { readonly bias?: boolean } = {},
): ModulePart {
  const parts: string[] = [];
  const slots = new Map<string, string>();
  let width = size;
  layers.forEach((layer, index) => {
    const name = `layer${index + 1}`;
    const batch = layer.norm === 'batch' || layer.norm === 'batchNoAffine';
    for (const [ours, path] of layerSlots(name, `layers.${parts.length}`)) slots.set(ours, path);
    parts.push(
      call(`new ${context.use(linear)}`, [width, layer.width].map(String), {
        bias: bias && !batch ? undefined : false,
      }),
    );
    if (layer.norm !== 'none') {
      for (const [ours, path] of normSlots(name, `layers.${parts.length}`)) slots.set(ours, path);
      parts.push(
        call(`new ${context.use(batch ? batchNorm : layerNorm)}`, [String(layer.width)], {
          affine: layer.norm === 'batchNoAffine' ? false : undefined,
        }),
      );
    }
    if (layer.activation !== 'none') parts.push(layer.activation === 'relu' ? 'tf.relu' : context.use(gelu));
    width = layer.width;
  });
  return { text: `new ${context.use(sequential)}(${parts.join(', ')})`, slots };
}
