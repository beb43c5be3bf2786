import { readFileSync } from 'node:fs';
import { assert } from '../src/base/assert.ts';

/** Reads an IDX file of unsigned bytes, the format MNIST is published in: dimensions and the values, row-major. */
export function readIdx(path: string): { dims: number[]; values: Uint8Array } {
  const bytes = readFileSync(path);
  // two zero bytes, the type (8: unsigned byte), the number of dimensions, then each dimension as big-endian int32
  assert(bytes.readUInt16BE(0) === 0 && bytes[2] === 8, `${path} is an IDX file of bytes`);
  const rank = bytes.readUInt8(3);
  const dims = Array.from({ length: rank }, (_, i) => bytes.readUInt32BE(4 + 4 * i));
  const values = bytes.subarray(4 + 4 * rank);
  assert(values.length === dims.reduce((product, dim) => product * dim, 1), `${path} is complete`);
  return { dims, values };
}
