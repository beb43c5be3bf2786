const IMPORTS = 2;
const MEMORIES = 5;
/** Of a memory's limits: it has a maximum; with the second bit, it is shared between threads. */
const BOUNDED = 1;
const SHARED = 3;
/** Kinds of an import. */
const FUNCTION = 0;
const MEMORY = 2;

/**
 * A copy of a WebAssembly module whose memory, imported or its own, is shared between threads: one bit says so. The code may
 * stay what it is as long as no two threads write to the same place, which the module must not do by itself.
 *
 * @throws if it has no memory with a maximum, or imports other things than functions before its memory
 */
export function withSharedMemory(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(module);
  let at = 8; // after magic and version
  const read = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const share = (): Uint8Array<ArrayBuffer> => {
    if (bytes[at] !== BOUNDED) throw new Error('the memory of the module has no maximum');
    bytes[at] = SHARED;
    return bytes;
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const size = read();
    const end = at + size;
    if (section === MEMORIES && read() > 0) return share();
    if (section === IMPORTS) {
      for (let left = read(); left > 0; left--) {
        for (let name = 0; name < 2; name++) {
          const length = read();
          at += length;
        }
        const kind = bytes[at++];
        if (kind === MEMORY) return share();
        if (kind !== FUNCTION) throw new Error('the module imports more than functions');
        read();
      }
    }
    at = end;
  }
  throw new Error('the module has no memory');
}
