import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from './read-safetensors.ts';
import type { SafetensorsContent, TensorData } from './tensor-data.ts';
import { writeSafetensors } from './write-safetensors.ts';

const sized = fc.array(fc.nat(4), { maxLength: 4 }).map((shape) => ({
  shape,
  size: shape.reduce((product, n) => product * n, 1),
}));
const exactly = (size: number) => ({ minLength: size, maxLength: size });
const tensor: fc.Arbitrary<TensorData> = sized.chain(({ shape, size }) =>
  fc.oneof(
    fc.float32Array(exactly(size)).map((data): TensorData => ({ dtype: 'F32', shape, data })),
    fc.int32Array(exactly(size)).map((data): TensorData => ({ dtype: 'I32', shape, data })),
    fc.bigInt64Array(exactly(size)).map((data): TensorData => ({ dtype: 'I64', shape, data })),
    fc.uint8Array(exactly(size)).map((data): TensorData => ({ dtype: 'U8', shape, data })),
  ),
);
const name = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', '7', 'encoder.stage1.kernel', 'größe “√”'),
);
const content: fc.Arbitrary<SafetensorsContent> = fc.record({
  tensors: fc.array(fc.tuple(name, tensor), { maxLength: 6 }).map((entries) => new Map(entries)),
  metadata: fc.array(fc.tuple(name, fc.string()), { maxLength: 3 }).map((entries) => new Map(entries)),
});

const read = (file: Uint8Array): SafetensorsContent => {
  const answer = readSafetensors(file);
  if (!answer.ok) throw new Error(answer.problems[0]!.message);
  return answer.value;
};
const refusal = (file: Uint8Array): string => {
  const answer = readSafetensors(file);
  if (answer.ok) throw new Error('it was read');
  expect(answer.problems).toHaveLength(1);
  expect(answer.problems[0]!.code).toBe('RUN_BAD_SAFETENSORS');
  return answer.problems[0]!.message;
};

/** A file with this header, and so many bytes behind it. */
function fileOf(header: unknown, bytes = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}
const one = (entry: object, bytes: number) => fileOf({ x: entry }, bytes);

describe('a safetensors file', () => {
  it('gives back every tensor in every bit, and the metadata', () => {
    fc.assert(
      fc.property(content, (given) => {
        const back = read(writeSafetensors(given));
        expect(new Map([...back.metadata].sort())).toEqual(new Map([...given.metadata].sort()));
        expect([...back.tensors.keys()].sort()).toEqual([...given.tensors.keys()].sort());
        for (const [id, { dtype, shape, data }] of given.tensors) {
          const found = back.tensors.get(id)!;
          expect({ dtype: found.dtype, shape: found.shape }).toEqual({ dtype, shape });
          const bits = (of: TensorData['data']) => [
            ...new Uint8Array(of.buffer, of.byteOffset, of.byteLength),
          ];
          expect(bits(found.data)).toEqual(bits(data));
        }
      }),
    );
  });

  it('is the same for the same content, however it is ordered, and begins its numbers at a multiple of 8', () => {
    fc.assert(
      fc.property(content, ({ tensors, metadata }) => {
        const file = writeSafetensors({ tensors, metadata });
        const turned = {
          tensors: new Map([...tensors].reverse()),
          metadata: new Map([...metadata].reverse()),
        };
        expect(writeSafetensors(turned)).toEqual(file);
        expect(Number(new DataView(file.buffer).getBigUint64(0, true)) % 8).toBe(0);
      }),
    );
  });

  it('is laid out as the format says', () => {
    const tensors = new Map<string, TensorData>([
      ['b', { dtype: 'U8', shape: [2], data: Uint8Array.of(7, 8) }],
      ['a', { dtype: 'F32', shape: [1, 1], data: Float32Array.of(1) }],
    ]);
    const file = writeSafetensors({ tensors, metadata: new Map([['format', 'pt']]) });
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)))).toEqual({
      __metadata__: { format: 'pt' },
      a: { dtype: 'F32', shape: [1, 1], data_offsets: [0, 4] },
      b: { dtype: 'U8', shape: [2], data_offsets: [4, 6] },
    });
    expect([...file.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f, 7, 8]);
  });

  it('is read from the middle of a buffer', () => {
    const data = Float32Array.of(1, 2, 3);
    const file = writeSafetensors({
      tensors: new Map([['x', { dtype: 'F32', shape: [3], data }]]),
      metadata: new Map(),
    });
    const within = new Uint8Array(file.length + 8);
    within.set(file, 3);
    expect(read(within.subarray(3, 3 + file.length)).tensors.get('x')!.data).toEqual(data);
    // whose `slice` is a view and no copy
    expect(read(Buffer.from(within).subarray(3, 3 + file.length)).tensors.get('x')!.data).toEqual(data);
  });
});

describe('what is no safetensors file is refused:', () => {
  const f32 = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /shorter than the length/],
    ['a header longer than the file', fileOf('{}').subarray(0, 9), /longer than the file/],
    ['a header of 2⁶³ bytes', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x80, 0x7b), /longer than 16 MB/],
    ['a header that is text', fileOf('hello'), /not JSON/],
    ['a header that is not UTF-8', fileOf('{}').fill(0xff, 8), /not JSON/],
    ['a header that nests without end', fileOf('['.repeat(1_000_000)), /not JSON/],
    [
      'a header that nests deeply',
      fileOf(`{"x":${'['.repeat(5000)}${']'.repeat(5000)}}`),
      /does not describe “x”/,
    ],
    ['a list', fileOf([]), /not a JSON object/],
    ['a tensor that is a number', fileOf({ x: 1 }), /does not describe “x”/],
    ['an unknown type', one({ ...f32, dtype: 'F8' }, 8), /type "F8"/],
    ['a type that every object has', one({ ...f32, dtype: 'constructor' }, 8), /type "constructor"/],
    ['no type', one({ ...f32, dtype: 3 }, 8), /type 3/],
    ['a negative size', one({ ...f32, shape: [-1, -2] }, 8), /shape of “x”/],
    ['a size that is no whole number', one({ ...f32, shape: [1.5] }, 8), /shape of “x”/],
    ['a shape of many axes', one({ ...f32, shape: new Array(17).fill(1) }, 8), /at most 16 sizes/],
    ['no offsets', one({ ...f32, data_offsets: [0] }, 8), /where its bytes/],
    ['offsets the wrong way round', one({ ...f32, data_offsets: [8, 0] }, 8), /-8 bytes/],
    [
      'offsets that do not fit the shape',
      one({ ...f32, shape: [3] }, 8),
      /8 bytes where its shape asks for 12/,
    ],
    ['a shape whose size overflows', one({ ...f32, shape: [2 ** 52, 2 ** 52] }, 8), /asks for/],
    ['offsets beyond the file', one(f32, 4), /4 bytes before its last tensor/],
    ['bytes that are nobody’s', one(f32, 9), /last 1 bytes/],
    ['a gap', one({ ...f32, data_offsets: [4, 12] }, 12), /bytes before “x”/],
    ['an overlap', fileOf({ x: f32, y: { ...f32, data_offsets: [4, 12] } }, 12), /another tensor too/],
    ['metadata that are no texts', fileOf({ __metadata__: { a: 1 } }), /“a” is not text/],
    ['metadata that are a list', fileOf({ __metadata__: [] }), /metadata are not/],
  ])('%s', (_, file, message) => {
    expect(refusal(file)).toMatch(message);
  });

  it('any bytes at all: they are read or refused, never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((json) => fileOf(json)),
        ),
        (file) => {
          expect(typeof readSafetensors(file).ok).toBe('boolean');
        },
      ),
    );
  });
});
