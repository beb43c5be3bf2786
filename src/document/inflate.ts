import { Inflate } from 'fflate';
import { joinBytes } from '../base/join-bytes.ts';

/** Bytes that are unpacked at a time: deflate makes at most a thousand times as much of them. */
const PART = 16_384;

/** Unpacks raw deflate as long as it stays within a limit: a few bytes cannot fill the memory. Null where there is more; throws where it is damaged. */
export function inflateWithin(packed: Uint8Array, limit: number): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((part) => {
    size += part.length;
    parts.push(part);
  });
  for (let at = 0; at < packed.length; at += PART) {
    inflate.push(packed.subarray(at, at + PART), at + PART >= packed.length);
    if (size > limit) return null;
  }
  return joinBytes(parts);
}
