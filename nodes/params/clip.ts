import { param, z, type GradientClip } from '../../src/spec/index.ts';

/** Parameters of gradient clipping, alike in all optimisers. */
export const clipParams = {
  clip: param(z.enum(['none', 'perTensor', 'global']).default('none'), {
    label: 'Clip gradients',
    help: 'Shortens long gradients: each weight tensor’s by itself, as DINO does, or all together as one vector.',
    options: { none: 'No', perTensor: 'Per tensor', global: 'All together' },
    tier: 'advanced',
  }),
  clipNorm: param(z.number().positive().default(3), {
    label: 'Longest gradient',
    help: 'The L2 norm above which gradients are shortened to it, where they are clipped.',
    range: [0.1, 10],
    step: 0.1,
    tier: 'advanced',
  }),
} as const;

interface Clip {
  readonly clip: 'none' | 'perTensor' | 'global';
  readonly clipNorm: number;
}

/** What the compiler does to gradients before the update. */
export function gradientClip({ clip, clipNorm }: Clip): GradientClip | null {
  if (clip === 'none') return null;
  return { of: clip === 'perTensor' ? 'tensor' : 'all', norm: clipNorm };
}
