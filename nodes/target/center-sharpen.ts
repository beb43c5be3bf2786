import { defineNode, param, z, zeros, type NodeContext, type Tensor } from '../../src/spec/index.ts';

interface Temperature {
  readonly temperature: number;
  readonly warmupTemperature: number;
  readonly warmupSteps: number;
}

function temperatureOf({ params, schedule }: NodeContext<Temperature>): Tensor | number {
  const { temperature: end, warmupTemperature: start, warmupSteps: steps } = params;
  return steps === 0 ? end : schedule('temperature', { kind: 'linear', steps, start, end });
}

/**
 * softmax((t − c)/τ), c the moving average of the teacher's mean output (Caron et al. 2021, eq. 1 and 4):
 * c ← m·c + (1 − m)·mean over images and views of the raw logits. The centre is read as it was at the step's start, so a
 * batch counts from the next step on.
 *
 * logits V·B×K → distribution V·B×K. State `center`: K, begins at 0. No gradient passes: these are targets. Centring alone
 * drives outputs to the uniform distribution, sharpening alone to one entry; together they hold each other.
 */
export const centerSharpen = defineNode({
  id: 'target.centerSharpen',
  label: 'Centre and sharpen',
  summary: 'The teacher’s targets in DINO: minus a running centre, through a sharp softmax.',
  formula:
    't = \\operatorname{softmax}\\!\\left(\\frac{g - c}{\\tau}\\right),\\quad c \\leftarrow m c + (1 - m)\\, \\bar g',
  citation: {
    authors: 'Caron, Touvron, Misra, Jégou, Mairal, Bojanowski, Joulin',
    year: 2021,
    title: 'Emerging Properties in Self-Supervised Vision Transformers',
    url: 'https://arxiv.org/abs/2104.14294',
  },
  pitfalls: [
    'The centre belongs to the teacher alone: the student’s logits are not centred.',
    'It averages the raw logits, not the sharpened distribution, and counts from the next step.',
    'Without centring one entry wins everywhere; without sharpening all become uniform.',
    'A temperature of 0.07 from the first step on can be unstable: warm it up from 0.04.',
  ],
  keywords: ['DINO', 'teacher', 'centering', 'sharpening', 'temperature', 'momentum', 'collapse'],
  params: () =>
    z.object({
      temperature: param(z.number().positive().default(0.04), {
        label: 'Temperature τ',
        help: 'Divides the centred logits, after the warm-up. Lower than the student’s, so that targets are sharper.',
        range: [0.01, 0.2],
        step: 0.01,
      }),
      momentum: param(z.number().min(0).max(1).default(0.9), {
        label: 'Momentum m',
        help: 'Share of the centre that stays from step to step.',
        range: [0.5, 0.999],
      }),
      center: param(z.boolean().default(true), {
        label: 'Centre',
        help: 'Whether the running centre is taken off; without it there is none.',
      }),
      warmupTemperature: param(z.number().positive().default(0.04), {
        label: 'First temperature',
        help: 'Where the temperature begins if it is warmed up.',
        range: [0.01, 0.2],
        step: 0.01,
        tier: 'advanced',
      }),
      warmupSteps: param(z.number().int().min(0).default(0), {
        label: 'Warm-up',
        help: 'Over so many steps the temperature goes in a straight line from its first to its final value.',
        unit: 'steps',
        range: [0, 1000],
        tier: 'advanced',
      }),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'logits',
        label: 'logits',
        kinds: ['logits'],
        summary: 'The teacher’s raw scores.',
        cutsGradient: true,
      },
    ],
    outputs: [
      {
        name: 'distribution',
        label: 'distribution',
        kind: 'distribution',
        summary: 'Targets for the student.',
      },
    ],
  }),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('logits');
    let logits = ops.stopGradient(tensor);
    if (params.center) {
      const center = context.state('center', [tensor.shape[1]!], zeros);
      const kept = ops.mul(center, params.momentum);
      context.commit('center', ops.add(kept, ops.mul(ops.mean(logits, [0]), 1 - params.momentum)));
      logits = ops.sub(logits, center);
    }
    return { distribution: { tensor: ops.softmax(ops.div(logits, temperatureOf(context))), views } };
  },
});
