import { createRegistry } from '../src/spec/index.ts';
import { brightness } from './augment/brightness.ts';
import { contrast } from './augment/contrast.ts';
import { erase } from './augment/erase.ts';
import { gaussianBlur } from './augment/gaussian-blur.ts';
import { grayscale } from './augment/grayscale.ts';
import { horizontalFlip } from './augment/horizontal-flip.ts';
import { hue } from './augment/hue.ts';
import { normalize } from './augment/normalize.ts';
import { pipeline } from './augment/pipeline.ts';
import { resizedCrop } from './augment/resized-crop.ts';
import { rotate90 } from './augment/rotate90.ts';
import { saturation } from './augment/saturation.ts';
import { solarize } from './augment/solarize.ts';
import { images } from './data/images.ts';
import { convnet } from './encoder/convnet.ts';
import { mlpEncoder } from './encoder/mlp.ts';
import { resnet } from './encoder/resnet.ts';
import { vit } from './encoder/vit.ts';
import { batchShuffle } from './flow/batch-shuffle.ts';
import { batchUnshuffle } from './flow/batch-unshuffle.ts';
import { ema } from './flow/ema.ts';
import { freeze } from './flow/freeze.ts';
import { snapshot } from './flow/snapshot.ts';
import { stopGradient } from './flow/stop-gradient.ts';
import { dinoHead } from './head/dino.ts';
import { linearHead } from './head/linear.ts';
import { mlp } from './head/mlp.ts';
import { prototypes } from './head/prototypes.ts';
import { batchNorm } from './layer/batch-norm.ts';
import { conv2d } from './layer/conv2d.ts';
import { maxPool2d } from './layer/max-pool2d.ts';
import { alignmentLoss } from './loss/alignment.ts';
import { barlowTwins } from './loss/barlow-twins.ts';
import { binaryCrossEntropy } from './loss/binary-cross-entropy.ts';
import { crossEntropy } from './loss/cross-entropy.ts';
import { crossViewCrossEntropy } from './loss/cross-view-cross-entropy.ts';
import { decoupledContrastive } from './loss/decoupled-contrastive.ts';
import { infoNCE } from './loss/info-nce.ts';
import { l1 } from './loss/l1.ts';
import { mse } from './loss/mse.ts';
import { negativeCosine } from './loss/negative-cosine.ts';
import { normalizedMse } from './loss/normalized-mse.ts';
import { ntXent } from './loss/nt-xent.ts';
import { smoothL1 } from './loss/smooth-l1.ts';
import { softCrossEntropy } from './loss/soft-cross-entropy.ts';
import { uniformityLoss } from './loss/uniformity.ts';
import { vicreg } from './loss/vicreg.ts';
import { weightedSum } from './loss/weighted-sum.ts';
import { add } from './math/add.ts';
import { batchNorm as mathBatchNorm } from './math/batch-norm.ts';
import { concatViews } from './math/concat-views.ts';
import { concat } from './math/concat.ts';
import { dropout } from './math/dropout.ts';
import { expression } from './math/expression.ts';
import { gelu } from './math/gelu.ts';
import { l2Normalize } from './math/l2-normalize.ts';
import { layerNorm } from './math/layer-norm.ts';
import { logSoftmax } from './math/log-softmax.ts';
import { matMul } from './math/mat-mul.ts';
import { mean } from './math/mean.ts';
import { multiply } from './math/multiply.ts';
import { relu } from './math/relu.ts';
import { reshape } from './math/reshape.ts';
import { scale } from './math/scale.ts';
import { selectView } from './math/select-view.ts';
import { softmax as mathSoftmax } from './math/softmax.ts';
import { subtract } from './math/subtract.ts';
import { transpose } from './math/transpose.ts';
import { adam } from './optim/adam.ts';
import { adamw } from './optim/adamw.ts';
import { lamb } from './optim/lamb.ts';
import { lars } from './optim/lars.ts';
import { sgd } from './optim/sgd.ts';
import { alignment } from './probe/alignment.ts';
import { distributionProbe } from './probe/distribution.ts';
import { embeddingProbe } from './probe/embedding.ts';
import { retrievalProbe } from './probe/retrieval.ts';
import { uniformity } from './probe/uniformity.ts';
import { memoryBank } from './state/memory-bank.ts';
import { queue } from './state/queue.ts';
import { centerSharpen } from './target/center-sharpen.ts';
import { sinkhorn } from './target/sinkhorn.ts';
import { softmax } from './target/softmax.ts';

/** The vocabulary, in the order of the palette. */
export const registry = createRegistry([
  images,

  pipeline,
  resizedCrop,
  horizontalFlip,
  rotate90,
  brightness,
  contrast,
  saturation,
  hue,
  grayscale,
  gaussianBlur,
  solarize,
  erase,
  normalize,

  convnet,
  resnet,
  vit,
  mlpEncoder,

  mlp,
  linearHead,
  dinoHead,
  prototypes,

  stopGradient,
  ema,
  snapshot,
  freeze,
  batchShuffle,
  batchUnshuffle,

  queue,
  memoryBank,

  softmax,
  centerSharpen,
  sinkhorn,

  ntXent,
  infoNCE,
  decoupledContrastive,
  negativeCosine,
  normalizedMse,
  crossViewCrossEntropy,
  softCrossEntropy,
  crossEntropy,
  barlowTwins,
  vicreg,
  alignmentLoss,
  uniformityLoss,
  mse,
  l1,
  smoothL1,
  binaryCrossEntropy,
  weightedSum,

  l2Normalize,
  expression,
  add,
  subtract,
  multiply,
  scale,
  matMul,
  mean,
  mathSoftmax,
  logSoftmax,
  mathBatchNorm,
  layerNorm,
  dropout,
  relu,
  gelu,
  concat,
  concatViews,
  selectView,
  reshape,
  transpose,

  sgd,
  adam,
  adamw,
  lars,
  lamb,

  embeddingProbe,
  distributionProbe,
  retrievalProbe,

  // bare operations for fixtures
  conv2d,
  batchNorm,
  maxPool2d,
  alignment,
  uniformity,
]);
