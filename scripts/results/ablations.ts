import { add, connect, inTurn, remove, set, type Edit } from './edit-drawing.ts';

/** A published ablation, drawn as a change of a template. */
export interface Ablation {
  readonly id: string;
  readonly template: string;
  readonly title: string;
  readonly edit: Edit;
  /** What the paper reports. */
  readonly paper: string;
  /** What is to be expected at this scale, and why where it differs. */
  readonly expectation: string;
  /** Steps of a run, where the usual number is too few to show it; the intact method is then run as long beside it. */
  readonly steps?: number;
}

/** Where the results of the method that an ablation is compared with are kept. */
export function intactId({ template, steps }: Ablation): string {
  return steps === undefined ? template : `${template}@${steps}`;
}

const simsiamWithoutStopGradient = inTurn(
  remove('stopGradient'),
  connect('projector.embedding', 'negativeCosine.target'),
);

/** The collapses a reader of the papers will look for, and two that are named as collapses but are none here. */
export const ABLATIONS: readonly Ablation[] = [
  {
    id: 'simsiam-no-stop-gradient',
    template: 'simsiam',
    title: 'SimSiam without stop-gradient',
    edit: simsiamWithoutStopGradient,
    paper: '67.7 → 0.1 % (table 1)',
    expectation:
      'rank collapse: the affine-free output batch norm holds every dimension’s spread, so the std cannot fall',
  },
  {
    id: 'simsiam-no-stop-gradient-no-output-norm',
    template: 'simsiam',
    title: 'SimSiam without stop-gradient and without output norm',
    edit: inTurn(simsiamWithoutStopGradient, set('projector', { outputNorm: 'none' })),
    paper: 'std → 0 (figure 2)',
    expectation: 'complete collapse: std·√d → 0',
  },
  {
    id: 'simsiam-no-predictor',
    template: 'simsiam',
    title: 'SimSiam without predictor',
    edit: inTurn(remove('predictor'), connect('projector.embedding', 'negativeCosine.prediction')),
    paper: '67.7 → 0.1 % (table 2)',
    expectation: 'rank collapse, for the same reason',
  },
  {
    id: 'byol-no-predictor',
    template: 'byol',
    title: 'BYOL without predictor',
    edit: inTurn(remove('predictor'), connect('projector.embedding', 'normalizedMse.prediction')),
    paper: '72.5 → 0.2 % (table 5b)',
    expectation: 'complete collapse: std·√d → 0',
  },
  {
    id: 'byol-momentum-0',
    template: 'byol',
    title: 'BYOL with momentum 0 (no slow teacher)',
    edit: set('ema', { momentum: 0, schedule: 'constant' }),
    paper: '0.3 or 5.5 % (tables 5a and 21 disagree); SimSiam is nearly this wiring and does not collapse',
    expectation: 'no collapse at this scale',
  },
  {
    id: 'dino-no-centring',
    template: 'dino',
    title: 'DINO without centring',
    edit: set('centerSharpen', { center: false }),
    paper: 'teacher entropy → 0 (figure 7)',
    expectation: 'one prototype for all images: entropy → 0',
  },
  {
    id: 'dino-no-sharpening',
    template: 'dino',
    title: 'DINO without sharpening (teacher temperature 0.1)',
    edit: set('centerSharpen', { temperature: 0.1 }),
    paper: 'teacher entropy → ln K (figure 7)',
    expectation: 'all prototypes equally: entropy → ln K',
  },
  {
    id: 'swav-no-sinkhorn',
    template: 'swav',
    title: 'SwAV with softmax in the place of Sinkhorn',
    edit: replaceSinkhorn(),
    paper: 'all images in one cluster (the reason for the equipartition constraint, section 3.1)',
    expectation: 'one cluster: loss → 0, entropy of the mean assignment → 0',
  },
  {
    id: 'vicreg-no-variance',
    template: 'vicreg',
    title: 'VICReg without variance term',
    edit: set('vicreg', { variance: 0 }),
    paper: 'collapse (table 7: λ = 25, μ = 0, ν = 1)',
    expectation: 'shrinks to a point: raw std → 0',
  },
  {
    id: 'vicreg-no-covariance',
    template: 'vicreg',
    title: 'VICReg without covariance term',
    edit: set('vicreg', { covariance: 0 }),
    paper: '57.5 % with weights 1, 1, 0 (table 7)',
    expectation: 'few directions: low RankMe at full std',
  },
  {
    id: 'barlow-diagonal-only',
    template: 'barlow-twins',
    title: 'Barlow Twins, diagonal only (λ = 0)',
    edit: set('barlowTwins', { lambda: 0 }),
    paper: '71.4 → 57.3 % (table 5)',
    expectation: 'few directions: low RankMe at full std',
  },
  {
    id: 'barlow-diagonal-only-1200',
    template: 'barlow-twins',
    title: 'Barlow Twins, diagonal only (λ = 0), 1,200 steps',
    edit: set('barlowTwins', { lambda: 0 }),
    paper: '71.4 → 57.3 % (table 5)',
    expectation: 'few directions: low RankMe at full std',
    steps: 1200,
  },
  {
    id: 'barlow-redundancy-only',
    template: 'barlow-twins',
    title: 'Barlow Twins, off the diagonal only',
    edit: set('barlowTwins', { agreement: 0 }),
    paper: '71.4 → 0.1 % (table 5)',
    expectation: 'nothing to learn: views need not agree',
  },
  {
    id: 'vicreg-no-invariance',
    template: 'vicreg',
    title: 'VICReg without invariance term',
    edit: set('vicreg', { invariance: 0 }),
    paper: 'collapse (table 7: λ = 0, μ = 25, ν = 1)',
    expectation: 'nothing to learn: views need not agree',
  },
  {
    id: 'moco-momentum-0',
    template: 'moco',
    title: 'MoCo v2 with momentum 0',
    edit: set('ema', { momentum: 0 }),
    paper: 'the training loss oscillates and does not converge (MoCo v1, section 4.1)',
    expectation: 'no collapse at this scale: a queue this short is filled within a few steps of one encoder',
  },
  {
    id: 'byol-momentum-1',
    template: 'byol',
    title: 'BYOL with momentum 1 (a fixed random teacher)',
    edit: set('ema', { momentum: 1, schedule: 'constant' }),
    paper: '72.5 → 18.8 % (table 5a)',
    expectation: 'no collapse: random targets differ from image to image',
  },
  {
    id: 'simsiam-fixed-predictor',
    template: 'simsiam',
    title: 'SimSiam with a fixed random predictor',
    edit: inTurn(add('freeze', 'flow.freeze'), connect('freeze.weights', 'predictor.weights')),
    paper: '67.7 → 1.5 % (table 2): the loss stays high, which is not a collapse',
    expectation: 'no collapse; little is learned',
  },
  {
    id: 'simclr-alignment-only',
    template: 'simclr',
    title: 'SimCLR with alignment alone',
    edit: inTurn(
      remove('ntXent'),
      add('alignment', 'loss.alignment'),
      connect('normalize.output', 'alignment.a'),
      connect('alignment.loss', 'optimiser.loss'),
    ),
    paper: 'alignment has its minimum at a constant (Wang and Isola 2020)',
    expectation: 'complete collapse: std·√d → 0',
  },
];

function replaceSinkhorn(): Edit {
  return inTurn(
    remove('sinkhorn'),
    add('softmax', 'target.softmax', { temperature: 0.05 }),
    add('stopGradient', 'flow.stopGradient'),
    connect('codeViews.view', 'softmax.logits'),
    connect('softmax.distribution', 'stopGradient.input'),
    connect('stopGradient.output', 'crossViewCrossEntropy.targets'),
    connect('stopGradient.output', 'distributionProbe.distribution'),
  );
}
