// All that a node's file needs, in one place: `nodes/` imports nothing else of ours.
export { DATASETS, type DatasetInfo } from '../ir/datasets.ts';
export { fanInUniform, heNormal, ones, unitNoise, zeros, type Initializer } from '../ir/initializer.ts';
export type { Sampler } from '../ir/sampler.ts';
export type { Schedule } from '../ir/schedule.ts';
export { ShapeError } from '../ir/shape-error.ts';
export type { Mode, NodeContext, Signal, WeightOptions } from './node-context.ts';
export {
  defineNode,
  CATEGORIES,
  type Category,
  type Citation,
  type GradientClip,
  type NodeSpec,
  type UpdateContext,
  type WeightGroup,
} from './node-spec.ts';
export { param, paramFields, type ParamsSchema } from './param.ts';
export type { Ports, PortKind } from './port.ts';
export type { Operand, Tensor, TensorOps } from './tensor-ops.ts';
export { createRegistry, type Registry } from './registry.ts';
export { z } from 'zod';
