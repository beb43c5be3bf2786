import { param, z, type Schedule, type WeightGroup } from '../../src/spec/index.ts';

/** Parameters of weight decay and its course, alike in all optimisers. */
export function decayParams(initial: number, help: string, final = initial) {
  return {
    weightDecay: param(z.number().min(0).default(initial), {
      label: 'Weight decay',
      help,
      range: [1e-6, 0.1],
      scale: 'log',
    }),
    weightDecaySchedule: param(z.enum(['constant', 'cosine']).default('constant'), {
      label: 'Schedule of weight decay',
      help: 'Weight decay stays, or moves along half a cosine to its final value until the run’s last step, as in DINO.',
      options: { constant: 'Constant', cosine: 'Cosine' },
      tier: 'advanced',
    }),
    finalWeightDecay: param(z.number().min(0).default(final), {
      label: 'Final weight decay',
      help: 'Where a cosine schedule of weight decay ends; DINO goes from 0.04 to 0.4.',
      range: [0, 1],
      step: 0.01,
      tier: 'advanced',
    }),
  } as const;
}

/** Weight decay that may extend to biases and norms. */
export function weightDecayParams(initial: number, help: string, final = initial) {
  return {
    ...decayParams(initial, help, final),
    decayNormAndBias: param(z.boolean().default(false), {
      label: 'Decay norms and biases',
      help: 'Whether weight decay applies to biases and to gains and offsets of norms too, as torch.optim does unless told otherwise.',
      tier: 'advanced',
    }),
  } as const;
}

interface Decay {
  readonly weightDecay: number;
  readonly weightDecaySchedule: 'constant' | 'cosine';
  readonly finalWeightDecay: number;
}

/** Weight decay in every step (Caron et al. 2021: half a cosine that rises). */
export function decaySchedule(params: Decay, steps: number): Schedule {
  const { weightDecay: start, weightDecaySchedule, finalWeightDecay: end } = params;
  if (weightDecaySchedule === 'constant' || start === end) return { kind: 'constant', value: start };
  return { kind: 'cosine', steps, start, end };
}

/** Weight decay of one group: biases and norms are spared unless asked otherwise. */
export function weightDecaySchedule(
  params: Decay & { readonly decayNormAndBias: boolean },
  steps: number,
  { exempt }: Pick<WeightGroup, 'exempt'>,
): Schedule {
  const spared = exempt && !params.decayNormAndBias;
  return spared ? { kind: 'constant', value: 0 } : decaySchedule(params, steps);
}
