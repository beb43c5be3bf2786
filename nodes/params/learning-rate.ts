import { param, z, type Schedule, type WeightGroup } from '../../src/spec/index.ts';

/** Parameters of the step size's course, alike in all optimisers. */
export function learningRateParams(initial: number) {
  return {
    learningRate: param(z.number().min(0).default(initial), {
      label: 'Learning rate',
      help: 'Size of a step, at its highest.',
      range: [1e-5, 1],
      scale: 'log',
    }),
    schedule: param(z.enum(['constant', 'cosine', 'milestones']).default('constant'), {
      label: 'Schedule',
      help: 'How the learning rate goes on after warm-up: it stays, falls along half a cosine until the run’s last step, or drops to a tenth at milestones.',
      options: { constant: 'Constant', cosine: 'Cosine', milestones: 'A tenth at milestones' },
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
    milestones: param(z.array(z.number().min(0).max(1)).max(20).default([0.6, 0.8]), {
      label: 'Milestones',
      help: 'Shares of the run after which the learning rate drops to a tenth, for that schedule.',
      tier: 'advanced',
    }),
    predictorRate: param(z.enum(['scheduled', 'constant']).default('scheduled'), {
      label: 'Predictor’s schedule',
      help: 'A predictor’s learning rate follows the schedule, or stays at its highest for the whole run, as SimSiam’s does.',
      options: { scheduled: 'As the others', constant: 'Constant' },
      tier: 'advanced',
    }),
    predictorScale: param(z.number().min(0).default(1), {
      label: 'Predictor’s factor',
      help: 'A predictor’s learning rate is the others’ times this.',
      unit: '×',
      range: [0.1, 10],
      scale: 'log',
      tier: 'advanced',
    }),
  } as const;
}

interface LearningRate {
  readonly learningRate: number;
  readonly schedule: 'constant' | 'cosine' | 'milestones';
  readonly warmupSteps: number;
  readonly finalLearningRate: number;
  readonly milestones: readonly number[];
  readonly predictorRate: 'scheduled' | 'constant';
  readonly predictorScale: number;
}

/**
 * The learning rate of every step (cosine: Loshchilov and Hutter 2017; warm-up: Goyal et al. 2017). A predictor's may be
 * a multiple of it (BYOL without a moving average: Grill et al. 2020) or constant (SimSiam: Chen and He 2021).
 */
export function learningRateSchedule(
  params: LearningRate,
  steps: number,
  { part }: Pick<WeightGroup, 'part'>,
): Schedule {
  const { schedule, warmupSteps, finalLearningRate, predictorRate, predictorScale } = params;
  const scale = part === 'predictor' ? predictorScale : 1;
  const base = params.learningRate * scale;
  const constant = part === 'predictor' && predictorRate === 'constant';
  if (constant || (schedule === 'constant' && warmupSteps === 0)) return { kind: 'constant', value: base };
  if (schedule === 'milestones') {
    const at = params.milestones.map((share) => Math.round(share * steps));
    return { kind: 'milestones', warmupSteps, base, factor: 0.1, at };
  }
  // a cosine that ends where it begins is constant
  const final = schedule === 'constant' ? base : finalLearningRate * scale;
  return { kind: 'cosineWarmup', steps, warmupSteps, base, final };
}
