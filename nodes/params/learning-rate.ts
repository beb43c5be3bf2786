import { param, z, type Schedule } from '../../src/spec/index.ts';

/** Parameters of the step size's course, alike in all optimisers. */
export function learningRateParams(initial: number) {
  return {
    learningRate: param(z.number().min(0).default(initial), {
      label: 'Learning rate',
      help: 'Size of a step, at its highest.',
      range: [1e-5, 1],
      scale: 'log',
    }),
    schedule: param(z.enum(['constant', 'cosine']).default('constant'), {
      label: 'Schedule',
      help: 'How the learning rate goes on after warm-up: it stays, or falls along half a cosine until the run’s last step.',
      options: { constant: 'Constant', cosine: 'Cosine' },
    }),
    warmupSteps: param(z.number().int().min(0).default(0), {
      label: 'Warm-up',
      help: 'Over so many steps the learning rate rises in a straight line from near 0.',
      unit: 'steps',
      range: [0, 1000],
      tier: 'advanced',
    }),
    finalLearningRate: param(z.number().min(0).default(0), {
      label: 'Final learning rate',
      help: 'Where a cosine schedule ends.',
      range: [0, 0.1],
      tier: 'advanced',
    }),
  } as const;
}

/** Parameters of weight decay, alike in all optimisers. */
export function weightDecayParams(initial: number, help: string) {
  return {
    weightDecay: param(z.number().min(0).default(initial), {
      label: 'Weight decay',
      help,
      range: [1e-6, 0.1],
      scale: 'log',
    }),
    decayNormAndBias: param(z.boolean().default(false), {
      label: 'Decay norms and biases',
      help: 'Whether weight decay applies to biases and to gains and offsets of norms too, as torch.optim does unless told otherwise.',
      tier: 'advanced',
    }),
  } as const;
}

interface LearningRate {
  readonly learningRate: number;
  readonly schedule: 'constant' | 'cosine';
  readonly warmupSteps: number;
  readonly finalLearningRate: number;
}

/** The learning rate of every step (cosine: Loshchilov and Hutter 2017; warm-up: Goyal et al. 2017). */
export function learningRateSchedule(params: LearningRate, steps: number): Schedule {
  const { learningRate: base, schedule, warmupSteps, finalLearningRate } = params;
  if (schedule === 'constant' && warmupSteps === 0) return { kind: 'constant', value: base };
  // a cosine that ends where it begins is constant
  const final = schedule === 'constant' ? base : finalLearningRate;
  return { kind: 'cosineWarmup', steps, warmupSteps, base, final };
}

interface Decay {
  readonly weightDecay: number;
  readonly decayNormAndBias: boolean;
}

/** The decay of one group: biases and norms come with 0 and are decayed on request. */
export function groupDecay(params: Decay, ofGroup: number): number {
  return params.decayNormAndBias ? params.weightDecay : ofGroup;
}
