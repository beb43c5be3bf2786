// What is done in parts ends in (…, scratch, begin, end): the parts to do, and scratch of the calling thread's own. What a part
// gives does not depend on which other parts are done in the same call, so that any number of threads gives the same bits.
export { gemmScratch, batchGemm } from './gemm';
export { packAll, packedBytes, windowsAtOnce } from './conv-windows';
export { conv2dForward, conv2dForwardScratch } from './conv-forward';
export { conv2dBackpropInput, conv2dBackpropInputPack, conv2dBackpropInputScratch } from './conv-input-gradient';
export { conv2dBackpropFilter, conv2dBackpropFilterScratch, addRowsTo } from './conv-filter-gradient';
export { partialCount, partialSums, combine, sumMiddle } from './reduce';
export { maxPoolGrad } from './pool';
export { depthwiseBackpropInput, depthwiseBackpropFilter } from './depthwise';
export { repeat, gather, reverse, slice, transposeBatch, transposeParts } from './rearrange';
export { compare, extreme, choose } from './pairwise';
export {
  partialMoments,
  batchNormFactors,
  batchNormApply,
  batchNormGradientFactors,
  batchNormGradientApply,
} from './batch-norm';
