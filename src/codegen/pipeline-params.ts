/** What a pipeline of augmentations is set to. */
export interface PipelineParams {
  readonly views: number;
  readonly crop: boolean;
  readonly cropScaleMin: number;
  readonly cropScaleMax: number;
  readonly outputSize: number;
  readonly flipProbability: number;
  readonly jitterProbability: number;
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  readonly hue: number;
  readonly grayscaleProbability: number;
  readonly blurProbability: number;
  readonly blurSigmaMin: number;
  readonly blurSigmaMax: number;
  readonly blurKernelSize: number;
  readonly solarizeProbability: number;
  readonly solarizeThreshold: number;
  readonly normalize: 'dataset' | 'none';
}
