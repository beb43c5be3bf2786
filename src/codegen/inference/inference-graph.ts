import type { OperationAttributes, OperationName } from '../../ir/operations/attributes.ts';
import type { ValueId } from '../../ir/value.ts';
import type { OpenType } from './extent.ts';

/** What the operations of the Program lack and other formats have: several operations in one. */
export interface JointAttributes {
  /** The mean over axes. */
  mean: { axes: readonly number[]; keepDims: boolean };
  /** `(x, scale, offset, mean, variance)`: (x − mean) / √(variance + ε) · scale + offset, on the last axis. */
  normalise: { epsilon: number };
  /** `(x, kernel, bias)` */
  biasedConv2d: { stride: number; padding: number };
}

type Attributes = OperationAttributes & JointAttributes;
export type InferenceName = OperationName | keyof JointAttributes;

/** An operation for any number of images. Shapes in `attributes` are of one number of images: `type` holds for all. */
export type InferenceOperation = {
  readonly [N in InferenceName]: {
    readonly name: N;
    /** Named after where it stands in the drawing: `encoder/stage1/Relu`. */
    readonly label: string;
    readonly inputs: readonly ValueId[];
    readonly output: ValueId;
    readonly attributes: Attributes[N];
    readonly type: OpenType;
    /** The node of the drawing. */
    readonly origin: string;
  };
}[InferenceName];

/** An operation that has no name yet. */
export type Unlabelled = InferenceOperation extends infer O
  ? O extends unknown
    ? Omit<O, 'label'>
    : never
  : never;

/** A weight or a running statistic. */
export interface Parameter {
  /** As on the canvas: `encoder.stage1.kernel`. */
  readonly id: ValueId;
  readonly shape: readonly number[];
}

/** What a trained encoder computes of images, without anything that only training needs. */
export interface InferenceGraph {
  /** The node of the drawing whose outputs are given. */
  readonly node: string;
  /** Pixels in [0, 1], images × height × width × channels. */
  readonly input: {
    readonly id: ValueId;
    readonly height: number;
    readonly width: number;
    readonly channels: number;
  };
  readonly parameters: readonly Parameter[];
  readonly operations: readonly InferenceOperation[];
  /** The node's outputs by port, the embedding first. */
  readonly outputs: readonly { readonly port: string; readonly value: ValueId }[];
  readonly types: ReadonlyMap<ValueId, OpenType>;
}
