import type { DatasetInfo } from '../../src/ir/datasets.ts';

export interface LabelColumn {
  /** Name of every class. */
  readonly names: readonly string[];
  /** Class of every image, N values in [0, names.length). */
  readonly values: Int32Array;
}

/** Images in memory with everything that is known about them. N = `info.count`. */
export interface Dataset {
  readonly info: DatasetInfo;
  /** N×H×W×C, row-major, 0 … 255. */
  readonly images: Uint8Array;
  readonly labels: Readonly<Record<string, LabelColumn>>;
  /** Indices of the training part, ascending. */
  readonly train: Int32Array;
  /** Indices of the held-out part, ascending; disjoint from `train`, and together they are all N. */
  readonly heldOut: Int32Array;
  /** For every image the index of the other drawing of the same concept; its own inverse. */
  readonly twin?: Int32Array;
}
