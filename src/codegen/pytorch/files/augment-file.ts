import type { DatasetInfo } from '../../../ir/datasets.ts';
import type { PipelineParams } from '../../pipeline-params.ts';
import { literal } from '../literal.ts';
import type { ModelInput } from '../plan.ts';
import { markStatement } from '../../origins.ts';
import { indent } from '../python-file.ts';

export interface AugmentOptions {
  readonly inputs: readonly ModelInput[];
  /** By node: the params of the pipelines. */
  readonly params: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly dataset: DatasetInfo;
}

/** `augment.py`: the views of an image, by torchvision's transforms. */
export function augmentFile({ inputs, params, dataset }: AugmentOptions): string {
  const pipelines = inputs.filter(({ kind }) => kind === 'views');
  const gray = dataset.channels === 1;
  const functions = pipelines.map(({ name, node, views }) => {
    const p = params.get(node) as unknown as PipelineParams;
    const size = p.outputSize > 0 ? String(p.outputSize) : 'size';
    const steps = transforms(p, size, gray);
    return [
      markStatement(`def ${name}(size: int, mean: list, std: list) -> transforms.Compose:`, node),
      ...indent([
        `"""${views > 1 ? `Each of the ${views} views` : 'The view'} that the model takes as \`${name}\`."""`,
        `return transforms.Compose([${steps.join(', ')}])`,
      ]),
    ].join('\n');
  });
  const plain = [
    'def plain(size: int, mean: list, std: list) -> transforms.Compose:',
    ...indent([
      '"""An image as it is evaluated: no augmentation."""',
      `return transforms.Compose([transforms.Resize(size), transforms.CenterCrop(size), transforms.ToTensor(), ${normalisation(pipelines, params)}])`,
    ]),
  ].join('\n');
  const table = [
    "# By the name of the model's input: how many views it carries, and what makes one.",
    `PIPELINES = {${pipelines.map(({ name, views }) => `${literal(name)}: (${views}, ${name})`).join(', ')}}`,
  ].join('\n');
  return `"""The views of an image, with the distributions of the drawing's augmentation nodes."""

from torchvision import transforms


${[...functions, plain, table].join('\n\n\n')}
`;
}

function normalisation(pipelines: readonly ModelInput[], params: AugmentOptions['params']): string {
  const none =
    pipelines.length > 0 && pipelines.every(({ node }) => params.get(node)!['normalize'] === 'none');
  return none ? '' : 'transforms.Normalize(mean, std)';
}

function transforms(p: PipelineParams, size: string, gray: boolean): string[] {
  const often = (probability: number, text: string) =>
    probability >= 1 ? text : `transforms.RandomApply([${text}], p=${probability})`;
  const steps: string[] = [];
  if (p.crop)
    steps.push(`transforms.RandomResizedCrop(${size}, scale=(${p.cropScaleMin}, ${p.cropScaleMax}))`);
  else steps.push(`transforms.Resize((${size}, ${size}))`);
  if (p.flipProbability > 0) steps.push(`transforms.RandomHorizontalFlip(p=${p.flipProbability})`);
  const { brightness, contrast, saturation, hue } = p;
  if (p.jitterProbability > 0 && brightness + contrast + saturation + hue > 0) {
    steps.push(
      often(
        p.jitterProbability,
        `transforms.ColorJitter(${[brightness, contrast, saturation, hue].join(', ')})`,
      ),
    );
  }
  if (p.grayscaleProbability > 0 && !gray)
    steps.push(`transforms.RandomGrayscale(p=${p.grayscaleProbability})`);
  if (p.blurProbability > 0) {
    const sigma = `sigma=(${p.blurSigmaMin}, ${p.blurSigmaMax})`;
    steps.push(often(p.blurProbability, `transforms.GaussianBlur(${p.blurKernelSize}, ${sigma})`));
  }
  if (p.solarizeProbability > 0) {
    steps.push(`transforms.RandomSolarize(${p.solarizeThreshold * 255}, p=${p.solarizeProbability})`);
  }
  steps.push('transforms.ToTensor()');
  if (p.normalize === 'dataset') steps.push('transforms.Normalize(mean, std)');
  return steps;
}
