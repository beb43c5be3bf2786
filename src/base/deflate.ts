import { joinBytes } from './join-bytes.ts';

/** A text as deflated bytes (RFC 1951). */
export async function deflate(text: string): Promise<Uint8Array> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/**
 * The bytes that were deflated. Unpacking stops at `most` of them, so that a few bytes cannot fill the memory; says why where
 * there are none to give.
 */
export async function inflate(
  packed: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array | 'too large' | 'damaged'> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > most) {
        await reader.cancel();
        return 'too large';
      }
      parts.push(next.value);
    }
  } catch {
    return 'damaged';
  }
  return joinBytes(parts);
}
