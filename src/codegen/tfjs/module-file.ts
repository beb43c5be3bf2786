import type { DatasetInfo } from '../../ir/datasets.ts';
import type { GradientClip } from '../../spec/node-spec.ts';
import { markStatement } from '../origins.ts';
import { withNeeds, type Snippet } from '../snippet.ts';
import { augmentation } from './augmentation.ts';
import { literal } from './javascript.ts';
import * as training from './library/training.ts';
import { optimiserCode } from './optimiser-code.ts';
import type { ModelInput, ModelPlan } from './plan.ts';

export interface About {
  /** The model's class. */
  readonly name: string;
  readonly title: string;
  readonly idea: string;
  readonly citation: string;
  /** The loss, in KaTeX. */
  readonly formula: string;
  readonly steps: number;
  readonly batchSize: number;
  readonly dataset: DatasetInfo;
  /** The label that is chosen of the dataset's. */
  readonly label: string;
  /** By node: the params of the pipelines. */
  readonly params: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/**
 * The module: the model, its optimiser, one step, the run, the views, and then the layers and losses they are made of. Not formatted
 * yet.
 */
export function moduleFile(plan: ModelPlan, about: About): string {
  const snippets = new Set(plan.snippets);
  const use = (snippet: Snippet): string => {
    snippets.add(snippet);
    return snippet.name;
  };
  const { dataset } = about;
  const own = [
    modelClass(plan, about),
    optimiserCode(plan, about.steps, use),
    stepCode(plan, use),
    trainCode(about.name),
    ...viewsCode(plan.inputs, about, use),
    inputsCode(plan.inputs),
  ];
  if (dataset.file !== null) use(training.loadDataset);
  const constants = [
    `/** Images per step, and steps of the run. */
export const BATCH_SIZE = ${about.batchSize};
export const STEPS = ${about.steps};`,
    ...([...snippets].some(({ name }) => name === 'normalize')
      ? [
          `/** Of each channel, over the pixels of ${dataset.title} in [0, 1]. */
const MEAN = ${literal(dataset.mean)};
const DEVIATION = ${literal(dataset.std)};`,
        ]
      : []),
    ...(dataset.file === null
      ? []
      : [`/** Which of the images' labels is given. */\nconst LABEL = ${literal(about.label)};`]),
    ...(plan.frozen.size === 0
      ? []
      : [
          `/** Variables that stay as they began for so many first steps. */
const FROZEN_STEPS = ${literal(Object.fromEntries(plan.frozen))};`,
        ]),
  ];
  const library = [
    '// The parts that the model and its training are made of.',
    ...withNeeds(snippets).map(({ code }) => code),
  ];
  return `${comment(docstring(about))}
import * as tf from '@tensorflow/tfjs';

${[...constants, ...own, ...library].join('\n\n')}
`;
}

/** A comment in lines of at most 100 characters, its paragraphs apart. */
function comment(paragraphs: readonly string[]): string {
  const lines = paragraphs.flatMap((paragraph, i) => [
    ...(i > 0 ? [''] : []),
    ...wrap(paragraph.replaceAll('*/', '* /')),
  ]);
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n');
}

function docstring({ title, idea, citation, formula }: About): string[] {
  return [`${title}.`, idea, formula === '' ? '' : `Loss: ${formula}`, citation].filter(
    (text) => text !== '',
  );
}

function wrap(text: string, width = 100): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function modelClass(plan: ModelPlan, { name, title }: About): string {
  const { inputs, constructing, forward, commits, embed, before, after, usesStep, loss } = plan;
  const parameters = `{ ${inputs.map((input) => input.name).join(', ')} }${usesStep ? ', step' : ''}`;
  const described = inputs.map((input) => ` * @param inputs.${input.name} ${describe(input)}`);
  const method = (called: string, says: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          `/** ${says} */\n${called}(${lines.some((line) => /\bstep\b/.test(line)) ? 'step' : ''}) {\n${lines.join('\n')}\n}`,
        ];
  const result =
    commits.length > 0
      ? [...forward, ...commits, `return ${loss};`]
      : lastReturned([...forward, `return ${loss};`]);
  const methods = [
    `constructor() {\n${constructing.join('\n')}\n}`,
    `/**\n * The loss of one step.\n *\n${described.join('\n')}\n */\nloss(${parameters}) {\n${result.join('\n')}\n}`,
    `/** What is evaluated: one vector for each of plain images, batch x height x width x channels. */
embed(images) {\n${[...embed.slice(0, -1), `return ${embed.at(-1)};`].join('\n')}\n}`,
    ...method('beforeStep', 'What moves before the loss of a step is taken.', before),
    ...method('afterStep', 'What moves after the optimiser.', after),
  ];
  const moves =
    before.length + after.length > 0
      ? ', the loss of one step, and what moves besides the optimiser'
      : ' and the loss of one step';
  return `/** ${title}: the networks${moves}. */
export class ${name} {
${methods.join('\n\n')}
}`;
}

/** A result that is only returned needs no name. */
function lastReturned(lines: readonly string[]): string[] {
  const [assigned, returned] = lines.slice(-2) as [string, string];
  const match = /^(\/\/ .*\n)?const (\w+) = ([\s\S]+);$/.exec(assigned);
  return match && returned === `return ${match[2]};`
    ? [...lines.slice(0, -2), `${match[1] ?? ''}return ${match[3]};`]
    : [...lines];
}

function describe({ kind, views }: ModelInput): string {
  if (kind === 'labels') return 'batch: a class of each image, or -1';
  if (kind === 'index') return "batch: each image's place in the dataset";
  return `${views > 1 ? `${views} views x batch` : 'batch'} x height x width x channels`;
}

function stepCode(plan: ModelPlan, use: (snippet: Snippet) => string): string {
  const gradients = use(training.gradientsOf);
  const clip: GradientClip | null = plan.optimiser.spec.optimiser!.clip(plan.optimiser.params);
  const lines = [
    ...(plan.before.length > 0 ? ['model.beforeStep(step);'] : []),
    `const { loss, gradients } = ${gradients}(model, inputs, step);`,
    'const named = variables(model);',
    'const used = Object.entries(onGradients?.(gradients) ?? gradients);',
    plan.frozen.size > 0
      ? 'const moving = used.filter(([path]) => step >= (FROZEN_STEPS[path] ?? 0)).map(([path, gradient]) => [named[path], gradient]);'
      : 'const moving = used.map(([path, gradient]) => [named[path], gradient]);',
    clip === null
      ? 'optimizer.step(new Map(moving), step);'
      : `optimizer.step(${use(clip.of === 'all' ? training.clipTogether : training.clipEach)}(new Map(moving), ${literal(clip.norm)}), step);`,
    ...(plan.after.length > 0
      ? [`model.afterStep(${plan.after.some((line) => /\bstep\b/.test(line)) ? 'step' : ''});`]
      : []),
    'return loss;',
  ];
  return `/**
 * One step of training. Gives its loss as a tensor.
 *
 * @param onGradients is given the gradients by the paths of their variables, and may give others to be used
 */
export function trainStep(model, optimizer, inputs, step, onGradients) {
  return tf.tidy(() => {
${lines.join('\n')}
  });
}`.replace(
    'model.beforeStep(step)',
    plan.before.some((line) => /\bstep\b/.test(line)) ? 'model.beforeStep(step)' : 'model.beforeStep()',
  );
}

function viewsCode(
  inputs: readonly ModelInput[],
  { params, dataset }: About,
  use: (snippet: Snippet) => string,
): string[] {
  return inputs
    .filter(({ kind }) => kind === 'views')
    .map(({ name, node, views }) => {
      const lines = augmentation(params.get(node)!, dataset, use);
      return `/** ${views > 1 ? `One of the ${views} views` : 'The view'} of an image that the loss takes as \`${name}\`. */
${markStatement(`function ${viewFunction(name)}(image) {`, node, '//')}
${lines.length > 0 ? `let x = image;\n${lines.join('\n')}\nreturn x;` : 'return image;'}
}`;
    });
}

const viewFunction = (input: string): string => `${input}View`;

function inputsCode(inputs: readonly ModelInput[]): string {
  const seen = inputs.some(({ kind }) => kind === 'views' || kind === 'images');
  const field = ({ name, kind, views }: ModelInput): string => {
    switch (kind) {
      case 'labels':
        return `${name}: tf.tensor1d(indices.map((index) => dataset.labels[index]), 'int32')`;
      case 'index':
        return `${name}: tf.tensor1d(indices, 'int32')`;
      case 'images':
        return `${name}: stack(images)`;
      case 'views':
        return views === 1
          ? `${name}: stack(images.map(${viewFunction(name)}))`
          : `${name}: stack(Array.from({ length: ${views} }, () => images.map(${viewFunction(name)})).flat())`;
    }
  };
  return `${
    seen
      ? `/** Images as one tensor. */
function stack(images) {
  const [{ height, width, channels, data }] = images;
  const pixels = new Float32Array(images.length * data.length);
  images.forEach((image, i) => pixels.set(image.data, i * data.length));
  return tf.tensor4d(pixels, [images.length, height, width, channels]);
}

`
      : ''
  }/** What the loss takes, made of the images with these indices: views one after another. */
export function makeInputs(dataset, indices) {
${
  seen
    ? `  const { height, width, channels } = dataset;
  const size = height * width * channels;
  const images = indices.map((index) => {
    const bytes = dataset.images.subarray(index * size, (index + 1) * size);
    return { data: Float32Array.from(bytes, (byte) => byte / 255), height, width, channels };
  });
`
    : ''
}  return { ${inputs.map(field).join(', ')} };
}`;
}

function trainCode(name: string): string {
  return `/**
 * Trains on the dataset's training part, in a new order every epoch, and calls \`onStep(step, loss)\`; the run ends early where that
 * gives false.
 */
export async function train(dataset, { model = new ${name}(), onStep = () => true } = {}) {
  const optimizer = createOptimizer(model);
  const order = [...dataset.training];
  const perEpoch = Math.floor(order.length / BATCH_SIZE);
  for (let step = 0; step < STEPS; step++) {
    const place = step % perEpoch;
    if (place === 0) tf.util.shuffle(order);
    const inputs = makeInputs(dataset, order.slice(place * BATCH_SIZE, (place + 1) * BATCH_SIZE));
    const loss = trainStep(model, optimizer, inputs, step);
    const [value] = await loss.data();
    tf.dispose([inputs, loss]);
    if ((await onStep(step, value)) === false) break;
  }
  return model;
}`;
}
