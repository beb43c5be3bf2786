import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

interface Numbers {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: Float32Array | Int32Array;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBufferLike>): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** SHA-256 of weights and states, every bit of them, in hexadecimal; indifferent to their order. */
export function digestOf(tensors: Readonly<Record<string, Numbers>>): string {
  const hash = sha256.create();
  for (const [id, { shape, dtype, data }] of Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(utf8ToBytes(JSON.stringify([id, dtype, shape])));
    hash.update(bytesOf(data));
  }
  return bytesToHex(hash.digest());
}

/**
 * What two people compare to see that they trained the same: 16 hexadecimal digits of SHA-256, in groups of four, of the
 * digest of the final weights and states and of the loss of every step.
 */
export function fingerprint(digest: string, losses: ArrayLike<number>): string {
  const hash = sha256.create();
  hash.update(utf8ToBytes(digest));
  hash.update(bytesOf(Float32Array.from(losses)));
  return bytesToHex(hash.digest()).slice(0, 16).match(/.{4}/g)!.join(' ');
}
