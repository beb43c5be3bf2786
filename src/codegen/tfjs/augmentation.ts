import type { DatasetInfo } from '../../ir/datasets.ts';
import type { PipelineParams } from '../pipeline-params.ts';
import type { Snippet } from '../snippet.ts';
import { literal } from './javascript.ts';
import * as library from './library/augment.ts';

/** Statements that change the image `x` as a pipeline says, in its order. */
export function augmentation(
  params: Readonly<Record<string, unknown>>,
  dataset: DatasetInfo,
  use: (snippet: Snippet) => string,
): string[] {
  const p = params as unknown as PipelineParams;
  const [height, width] = p.outputSize > 0 ? [p.outputSize, p.outputSize] : [dataset.height, dataset.width];
  const lines: string[] = [];
  const often = (probability: number, text: string) =>
    lines.push(`${probability < 1 ? `if (Math.random() < ${literal(probability)}) ` : ''}x = ${text};`);
  if (p.crop) {
    const scale = literal([p.cropScaleMin, p.cropScaleMax]);
    lines.push(`x = ${use(library.randomResizedCrop)}(x, ${height}, ${width}, ${scale});`);
  } else if (height !== dataset.height || width !== dataset.width) {
    lines.push(`x = ${use(library.resize)}(x, [0, 0, x.height, x.width], ${height}, ${width});`);
  }
  if (p.flipProbability > 0) often(p.flipProbability, `${use(library.flip)}(x)`);
  const { brightness, contrast, saturation, hue } = p;
  if (p.jitterProbability > 0 && brightness + contrast + saturation + hue > 0) {
    const strengths = literal({ brightness, contrast, saturation, hue });
    often(p.jitterProbability, `${use(library.colorJitter)}(x, ${strengths})`);
  }
  if (p.grayscaleProbability > 0 && dataset.channels === 3)
    often(p.grayscaleProbability, `${use(library.grayscale)}(x)`);
  if (p.blurProbability > 0) {
    const sigma = `${use(library.between)}(${literal(p.blurSigmaMin)}, ${literal(p.blurSigmaMax)})`;
    often(p.blurProbability, `${use(library.blur)}(x, ${p.blurKernelSize}, ${sigma})`);
  }
  if (p.solarizeProbability > 0)
    often(p.solarizeProbability, `${use(library.solarize)}(x, ${literal(p.solarizeThreshold)})`);
  if (p.normalize === 'dataset') lines.push(`x = ${use(library.normalize)}(x);`);
  return lines;
}
