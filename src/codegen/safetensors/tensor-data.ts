/**
 * The element types of the safetensors format that Unlabel writes and reads, by their names there. The format has more
 * (16-bit floats, float64, …); what Unlabel and its exports compute with needs these four.
 */
export interface DataOf {
  readonly F32: Float32Array;
  readonly I32: Int32Array;
  readonly I64: BigInt64Array;
  readonly U8: Uint8Array;
}

export type DType = keyof DataOf;

/** Numbers in row-major order. */
export type TensorData = {
  [D in DType]: { readonly dtype: D; readonly shape: readonly number[]; readonly data: DataOf[D] };
}[DType];

export const BYTES_OF: Readonly<Record<DType, number>> = { F32: 4, I32: 4, I64: 8, U8: 1 };

/** What a safetensors file holds. */
export interface SafetensorsContent {
  readonly tensors: ReadonlyMap<string, TensorData>;
  /** Free text about the file, under `__metadata__`. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** The one name in the header that is no tensor's. */
export const METADATA = '__metadata__';
