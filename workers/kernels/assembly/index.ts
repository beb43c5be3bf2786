export { gemmScratch, batchGemm } from './gemm';
export {
  conv2dForward,
  conv2dForwardScratch,
  conv2dBackpropInput,
  conv2dBackpropInputScratch,
  conv2dBackpropFilter,
  conv2dBackpropFilterScratch,
} from './conv2d';
export { sumMiddle } from './reduce';
export { maxPoolGrad } from './pool';
export { depthwiseBackpropInput, depthwiseBackpropFilter } from './depthwise';
export { repeat, gather, reverse, slice, transposeBatch } from './rearrange';
export { compare, extreme, choose } from './pairwise';
export { batchNorm, batchNormGradient } from './batch-norm';
