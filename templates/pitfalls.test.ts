import { describe, expect, test } from 'vitest';
import { registry } from '../nodes/index.ts';
import type { Compilation } from '../src/compiler/compilation.ts';
import { compile } from '../src/compiler/compile.ts';
import { applyPreset } from '../src/document/presets.ts';
import { documentSchema } from '../src/document/schema.ts';
import type { Program } from '../src/ir/program.ts';
import { initialValues } from '../src/ir/initial-values.ts';
import { findTemplate } from './index.ts';

// what naive versions of the methods get wrong in wiring and numbers; docs/pitfalls.md has the list

const PAPER = ['cifar10', 'imagenet'];
const PRESETS = ['browser', ...PAPER];
/** Each template with each preset. */
const each = (ids: readonly string[], presets: readonly string[] = PRESETS) =>
  ids.flatMap((id) => presets.map((preset) => [id, preset] as const));

const documentOf = (id: string) => documentSchema.parse(findTemplate(id)!.document);

const compilations = new Map<string, Compilation>();
function compiled(id: string, preset: string): Compilation {
  const key = `${id} ${preset}`;
  if (!compilations.has(key)) compilations.set(key, compile(documentOf(id), registry, { preset }));
  return compilations.get(key)!;
}
const programOf = (id: string, preset: string): Program => compiled(id, preset).program!;

/** The nodes of a template under a preset, all params spelled out. */
function nodesOf(id: string, preset: string) {
  const document = applyPreset(documentOf(id), preset);
  if (!document.ok) throw new Error(`no preset ${preset}`);
  const { nodes } = document.value.stages[0]!.graph;
  return nodes.map((node) => ({
    ...node,
    params: registry.find(node.type)!.params.parse(node.params) as Readonly<Record<string, unknown>>,
  }));
}
const paramsOf = (id: string, preset: string, node: string) =>
  nodesOf(id, preset).find((one) => one.id === node)!.params;
const typesOf = (id: string, preset: string) => nodesOf(id, preset).map(({ type }) => type);

const edgesOf = (id: string) =>
  documentOf(id).stages[0]!.graph.edges.map(({ from, to }) => `${from} > ${to}`);
const operationsOf = ({ step }: Program, origins: readonly string[]) =>
  step.operations.filter(({ origin }) => origins.includes(origin));
/** Over how many groups of rows the batch norms of a node take their statistics. */
const groupsOf = (program: Program, node: string) => [
  ...new Set(
    operationsOf(program, [node]).flatMap(({ name, attributes }) =>
      name === 'batchNorm' ? [attributes.groups] : [],
    ),
  ),
];
/** Layers of a head, and those of them that a batch norm follows. */
function layersOf(program: Program, node: string) {
  const named = (kept: Program['weights'] | Program['states'], end: string) =>
    kept.filter((one) => one.node === node && one.name.endsWith(end)).map(({ name }) => name.split('.')[0]!);
  return { all: named(program.weights, '.kernel'), normed: named(program.states, '.runningMean') };
}

/** What a teacher follows, by template. */
const STUDENTS: Readonly<Record<string, readonly string[]>> = {
  'moco-v1': ['encoder', 'head'],
  moco: ['encoder', 'head'],
  'moco-v3': ['encoder', 'projector'],
  byol: ['encoder', 'projector'],
  dino: ['encoder', 'head'],
};
const TEACHERS = ['keyEncoder', 'keyHead', 'teacherEncoder', 'teacherProjector', 'teacherHead'];
const FOLLOWED = Object.keys(STUDENTS);

describe('a momentum teacher', () => {
  test.each(each(FOLLOWED))(
    'of %s, %s, is no other name of the student: it reads none of its weights',
    (...of) => {
      const { gradient, program } = compiled(...of);
      const fates = TEACHERS.flatMap((node) => gradient.weights.get(node) ?? []);
      expect(fates).toEqual(['ema', 'ema']);
      const { weights } = program!;
      const learning = new Set(weights.filter(({ role }) => role !== 'ema').map(({ id }) => id));
      const read = operationsOf(program!, TEACHERS).flatMap(({ inputs }) => inputs);
      expect(read.filter((id) => learning.has(id))).toEqual([]);
    },
  );

  test.each(each(FOLLOWED))('of %s, %s, follows all but a predictor, from a copy on', (id, preset) => {
    const { weights } = programOf(id, preset);
    const followed = weights.filter(({ node }) => STUDENTS[id]!.includes(node));
    const followers = weights.filter(({ role }) => role === 'ema');
    expect(followers.map(({ copyOf }) => copyOf)).toEqual(followed.map((weight) => weight.id));
    expect(new Set(weights.map(({ node }) => node))).toEqual(
      new Set([...STUDENTS[id]!, 'ema', ...(['byol', 'moco-v3'].includes(id) ? ['predictor'] : [])]),
    );
  });

  test.each(each(FOLLOWED))(
    'of %s, %s, moves before keys are encoded in MoCo, else after the step',
    (id, preset) => {
      const phases = new Set(operationsOf(programOf(id, preset), ['ema']).map(({ phase }) => phase));
      expect([...phases]).toEqual([id.startsWith('moco') ? 'forward' : 'commit']);
    },
  );

  // the vision transformer of DINO on ImageNet has no batch norm
  test.each(each(FOLLOWED, ['browser', 'cifar10']))(
    'of %s, %s, normalises by its own batch and keeps its own running statistics',
    (...of) => {
      const program = programOf(...of);
      const running = program.states.filter(({ node, name }) => node === 'ema' && name.includes('running'));
      const writers = program.commits.filter(({ target }) => running.some(({ id }) => id === target));
      expect(writers.length).toBeGreaterThan(0);
      expect(writers).toHaveLength(running.length);
      expect(writers.every(({ origin }) => TEACHERS.includes(origin))).toBe(true);
      expect(operationsOf(program, TEACHERS).map(({ name }) => name)).toContain('batchNorm');
    },
  );

  test.each([
    ['byol', 0.99],
    ['moco-v3', 0.99],
    ['dino', 0.996],
  ])('of %s nears standstill: its momentum rises from %d to 1 on ImageNet', (id, momentum) => {
    const ema = { momentum, finalMomentum: 1, schedule: 'cosine' };
    expect(paramsOf(id, 'imagenet', 'ema')).toMatchObject(ema);
  });
});

describe('MoCo’s keys', () => {
  test.each(['moco-v1', 'moco'])(
    'of %s are shuffled as images, and put back before they meet queries',
    (id) => {
      expect(edgesOf(id)).toEqual(
        expect.arrayContaining([
          'augmentKey.images > shuffle.images',
          'shuffle.images > keyEncoder.images',
          'keyHead.embedding > unshuffle.embedding',
          'shuffle.order > unshuffle.order',
          'augmentQuery.images > encoder.images',
        ]),
      );
    },
  );

  test.each(each(['moco-v1', 'moco']))('of %s, %s, are never normalised over the whole batch', (...of) => {
    const groups = groupsOf(programOf(...of), 'keyEncoder');
    expect(groups).toHaveLength(1);
    expect(groups[0]).toBeGreaterThan(1);
  });

  test.each(['moco-v1', 'moco'])('of %s have length 1 before they enter the queue', (id) => {
    expect(edgesOf(id)).toEqual(
      expect.arrayContaining([
        'unshuffle.embedding > normalizeKey.input',
        'normalizeKey.output > stopGradient.input',
        'stopGradient.output > queue.rows',
      ]),
    );
  });
});

describe('MoCo v3', () => {
  test.each(PRESETS)('keeps the factor 2τ, %s', (preset) => {
    expect(paramsOf('moco-v3', preset, 'infoNCE')).toMatchObject({ scaleByTemperature: true });
  });

  test.each(PRESETS)('has neither queue nor shuffle, and norms over the whole of each view, %s', (preset) => {
    const types = typesOf('moco-v3', preset);
    expect(types.filter((type) => /queue|shuffle/i.test(type))).toEqual([]);
    for (const node of ['projector', 'teacherProjector'])
      expect(groupsOf(programOf('moco-v3', preset), node)).toEqual([2]);
  });

  test('freezes the random patch projection of its vision transformer, and nothing else', () => {
    const { weights } = programOf('moco-v3', 'imagenet');
    const frozen = weights.filter(({ role }) => role === 'frozen').map(({ id }) => id);
    expect(frozen).toEqual(['encoder.patch.kernel', 'encoder.patch.bias']);
    expect(weights.find(({ id }) => id === 'encoder.classToken')?.role).toBe('trained');
  });
});

describe('a predictor', () => {
  const outputs = [
    ['byol', 'projector'],
    ['byol', 'predictor'],
    ['simsiam', 'predictor'],
  ] as const;
  test.each(outputs)('or what stands before it has no norm on its output: %s’s %s', (id, node) => {
    for (const preset of PRESETS) {
      const { all, normed } = layersOf(programOf(id, preset), node);
      expect(normed).toEqual(all.slice(0, -1));
      expect(normed.length).toBeGreaterThan(0);
    }
  });

  test('of SimSiam is a bottleneck, of a quarter of the width in the paper’s recipes', () => {
    const width = (preset: string) => {
      const { hidden, outputSize } = paramsOf('simsiam', preset, 'predictor');
      return (hidden as number[])[0]! / (outputSize as number);
    };
    expect(width('browser')).toBeLessThan(1);
    expect(PAPER.map(width)).toEqual([0.25, 0.25]);
  });
});

test.each(PRESETS)('BYOL decays its weights, %s', (preset) => {
  expect(paramsOf('byol', preset, 'optimiser')['weightDecay']).toBeGreaterThan(0);
});

test.each(PAPER)('SimSiam decays norms and biases too, %s', (preset) => {
  expect(paramsOf('simsiam', preset, 'optimiser')).toMatchObject({ decayNormAndBias: true });
});

describe('DINO', () => {
  test.each(PRESETS)('centres the teacher only, %s', (preset) => {
    const { step } = programOf('dino', preset);
    const readers = step.operations.filter(({ inputs }) => inputs.includes('centerSharpen.center'));
    expect(new Set(readers.map(({ origin }) => origin))).toEqual(new Set(['centerSharpen']));
    expect(edgesOf('dino').filter((edge) => / > (centerSharpen|crossViewCrossEntropy)\./.test(edge))).toEqual(
      [
        'head.logits > crossViewCrossEntropy.logits',
        'teacherHead.logits > centerSharpen.logits',
        'centerSharpen.distribution > crossViewCrossEntropy.targets',
      ],
    );
  });

  test.each([
    ['cifar10', 50_000],
    ['imagenet', 1_281_167],
  ])('holds the last layer for an epoch, %s', (preset, images) => {
    const { weights, batchSize } = programOf('dino', preset);
    const held = weights.filter(({ role, frozenSteps }) => role === 'trained' && frozenSteps);
    expect(held.map(({ id, frozenSteps }) => [id, frozenSteps])).toEqual([
      ['head.last.direction', Math.floor(images / batchSize)],
    ]);
  });

  test.each(PRESETS)('clips each tensor to a norm of 3, %s', (preset) => {
    expect(paramsOf('dino', preset, 'optimiser')).toMatchObject({ clip: 'perTensor', clipNorm: 3 });
  });

  // the small ConvNet’s head has it, as lightly’s for CIFAR: without it all outputs begin too alike to be told apart in 400 steps
  test.each(['cifar10', 'imagenet'] as const)('has no batch norm in its head, %s', (preset) => {
    for (const node of ['head', 'teacherHead']) expect(groupsOf(programOf('dino', preset), node)).toEqual([]);
  });
});

describe('SwAV', () => {
  test.each(PRESETS)(
    'scores embeddings of length 1 against prototypes that begin with length 1, %s',
    (preset) => {
      expect(edgesOf('swav')).toContain('normalize.output > prototypes.embedding');
      const { weights } = programOf('swav', preset);
      const prototypes = weights.filter(({ node }) => node === 'prototypes');
      const { data, shape } = Object.values(initialValues({ weights: prototypes, states: [] }, 1))[0]!;
      expect(Math.hypot(...data.slice(0, shape[1]))).toBeCloseTo(1, 5);
      expect(Math.hypot(...data.slice(-shape[1]!))).toBeCloseTo(1, 5);
    },
  );

  test('gives Sinkhorn the scores themselves; τ divides the prediction alone', () => {
    expect(edgesOf('swav')).toEqual(
      expect.arrayContaining([
        'prototypes.logits > codeViews.views',
        'codeViews.view > sinkhorn.scores',
        'prototypes.logits > crossViewCrossEntropy.logits',
      ]),
    );
  });

  test.each(PAPER)('holds its prototypes at first, %s', (preset) => {
    const held = programOf('swav', preset).weights.filter(({ frozenSteps }) => frozenSteps);
    expect(held.map(({ id }) => id)).toEqual(['prototypes.prototypes']);
  });
});

describe('SimCLR', () => {
  test.each([
    ['cifar10', 0.5],
    ['imagenet', 0.1],
  ])('has the temperature of its dataset, %s: %d', (preset, temperature) => {
    expect(paramsOf('simclr', preset, 'ntXent')).toMatchObject({ temperature });
  });

  test.each(PAPER)(
    'takes statistics over both views of the whole batch, as the official code, %s',
    (preset) => {
      for (const node of ['encoder', 'projector'])
        expect(groupsOf(programOf('simclr', preset), node)).toEqual([1]);
    },
  );

  test('splits no batch in the browser either, where each view has its statistics', () => {
    for (const node of ['encoder', 'projector'])
      expect(groupsOf(programOf('simclr', 'browser'), node)).toEqual([2]);
  });
});

test.each([
  ['browser', 1],
  ['cifar10', 0.1],
  ['imagenet', 1],
])('Barlow Twins has the scale that belongs to its learning rate, %s: %d', (preset, scale) => {
  expect(paramsOf('barlow-twins', preset, 'barlowTwins')).toMatchObject({ scale });
});

test('pitfall: Barlow Twins at ImageNet scale moves norms and biases at 0.0048 where kernels have 0.2', () => {
  const { learningRate, exemptScale } = paramsOf('barlow-twins', 'imagenet', 'optimiser') as Record<
    string,
    number
  >;
  expect(learningRate).toBeCloseTo((0.2 * 2048) / 256, 12);
  expect(exemptScale! * learningRate!).toBeCloseTo((0.0048 * 2048) / 256, 12);
});

// a recipe’s rate belongs to its kind of LARS: solo-learn’s clips local rates at a coefficient of 0.02, the official ones do not
test.each([
  [
    'cifar10',
    ['barlow-twins', 'byol', 'dino', 'moco-v3', 'swav', 'vicreg'],
    { trustCoefficient: 0.02, clipRate: true },
  ],
  ['imagenet', ['simclr', 'byol', 'barlow-twins', 'vicreg'], { denominator: 'joint', clipRate: false }],
] as const)('LARS is the one that the %s recipes were tuned for', (preset, ids, expected) => {
  for (const id of ids) expect(paramsOf(id, preset, 'optimiser')).toMatchObject(expected);
});

describe('VICReg', () => {
  test.each(PRESETS)('nowhere normalises embeddings to length 1, %s', (preset) => {
    expect(typesOf('vicreg', preset)).not.toContain('math.l2Normalize');
    expect(edgesOf('vicreg')).toContain('projector.embedding > vicreg.a');
  });

  test.each([
    ['cifar10', 'paper'],
    ['imagenet', 'official'],
  ])('counts the variance as the code its recipe is from, %s: %s', (preset, form) => {
    expect(paramsOf('vicreg', preset, 'vicreg')).toMatchObject({ form });
  });
});

describe('the supervised baseline', () => {
  test.each(PRESETS)('has the encoder and the probes of SimCLR, %s', (preset) => {
    const alike = (id: string, node: string) => nodesOf(id, preset).find((one) => one.id === node);
    // statistics over all views mean nothing to a single one
    const encoder = { ...paramsOf('supervised', preset, 'encoder'), normViews: expect.any(String) as string };
    expect(paramsOf('simclr', preset, 'encoder')).toMatchObject(encoder);
    expect(alike('supervised', 'encoder')!.type).toBe(alike('simclr', 'encoder')!.type);
    expect(alike('supervised', 'retrievalProbe')).toEqual(alike('simclr', 'retrievalProbe'));
    expect(edgesOf('supervised')).toContain('encoder.embedding > retrievalProbe.embedding');
  });

  test('sees images through the augmentations of SimCLR, one view of each', () => {
    const { views, ...augment } = paramsOf('supervised', 'browser', 'augment');
    expect(views).toBe(1);
    expect(paramsOf('simclr', 'browser', 'augment')).toMatchObject(augment);
  });
});
