import { assert } from '../../base/assert.ts';
import { BYTES_OF, METADATA, type SafetensorsContent } from './tensor-data.ts';

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/**
 * A safetensors file: the length of the header (uint64, little-endian), the header (JSON, padded by spaces to a multiple
 * of 8 bytes) and the tensors' bytes end to end, little-endian. As the reference implementation does, tensors with wider
 * elements stand first and those of one width by name, so that each is aligned and equal contents make equal files.
 * Source: https://github.com/huggingface/safetensors#format
 */
export function writeSafetensors({ tensors, metadata }: SafetensorsContent): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort((a, b) => BYTES_OF[b[1].dtype] - BYTES_OF[a[1].dtype] || byName(a, b));
  const header: [string, object][] =
    metadata.size > 0 ? [[METADATA, Object.fromEntries([...metadata].sort(byName))]] : [];
  let end = 0;
  for (const [name, { dtype, shape, data }] of sorted) {
    const size = shape.reduce((product, n) => product * n, 1);
    assert(name !== METADATA, `a tensor is not called ${METADATA}`);
    assert(size === data.length, `“${name}” has as many numbers as its shape says`);
    header.push([name, { dtype, shape, data_offsets: [end, end + data.byteLength] }]);
    end += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const length = Math.ceil(text.length / 8) * 8;

  const file = new Uint8Array(8 + length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(text, 8);
  file.fill(0x20, 8 + text.length, 8 + length);
  let at = 8 + length;
  for (const [, { data }] of sorted) {
    // the bytes as they are: JavaScript engines run on little-endian machines
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}
