import { describe, expect, it } from 'vitest';
import { relaxedSimdBinary, simdBinary } from './wasm/binaries.generated.ts';
import { nodeThreads } from './wasm/node-threads.ts';
import { withSharedMemory } from './wasm/shared-memory.ts';

const ours = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const head = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

describe('a module with shared memory', () => {
  it('takes a shared memory where it took one of its own', async () => {
    const [own, shared] = [false, true].map(
      (isShared) => new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: isShared }),
    );
    const binary = ours(simdBinary);
    const start = (bytes: Uint8Array, memory: WebAssembly.Memory | undefined): Promise<unknown> =>
      WebAssembly.instantiate(bytes as BufferSource, { env: { memory: memory! } });
    await expect(start(binary, own)).resolves.toBeDefined();
    await expect(start(binary, shared)).rejects.toThrow(WebAssembly.LinkError);
    await expect(start(withSharedMemory(binary), shared)).resolves.toBeDefined();
    await expect(start(withSharedMemory(binary), own)).rejects.toThrow(WebAssembly.LinkError);
  });

  it('differs in one bit, and the original stays', async () => {
    for (const binary of [ours(simdBinary), ours(relaxedSimdBinary), await nodeThreads().readBinary()]) {
      const before = Uint8Array.from(binary);
      const after = withSharedMemory(binary);
      expect(Buffer.from(binary).equals(before)).toBe(true);
      const changed = [...after.keys()].filter((i) => after[i] !== before[i]);
      expect(changed.map((i) => [before[i], after[i]])).toEqual([[1, 3]]);
    }
  });

  it('is refused where there is no memory, or none with a maximum', () => {
    expect(() => withSharedMemory(Uint8Array.from(head))).toThrow('no memory');
    expect(() => withSharedMemory(Uint8Array.from([...head, 5, 3, 1, 0, 1]))).toThrow('no maximum');
    const table = [2, 7, 1, 0, 0, 1, 0x70, 0, 0];
    expect(() => withSharedMemory(Uint8Array.from([...head, ...table]))).toThrow('more than functions');
  });
});
