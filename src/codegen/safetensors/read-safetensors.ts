import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { BYTES_OF, METADATA, type DType, type SafetensorsContent, type TensorData } from './tensor-data.ts';

/** The longest header that is read, in bytes: room for some 100,000 tensors, and no more for whoever sends a bomb. */
const LONGEST_HEADER = 16 * 2 ** 20;
const MOST_AXES = 16;

/** What is wrong with a file, in a few words; becomes the detail of a diagnostic. */
class Unreadable extends Error {}

function demand(condition: unknown, detail: string): asserts condition {
  if (!condition) throw new Unreadable(detail);
}

interface Entry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * The tensors and the metadata of a safetensors file. Every byte behind the header must belong to exactly one tensor, as
 * the format asks: overlaps, gaps and offsets outside the file are refused, so nothing is read that the file does not have
 * and nothing hides in it. Fails with RUN_BAD_SAFETENSORS.
 */
export function readSafetensors(file: Uint8Array): Checked<SafetensorsContent> {
  try {
    return success(read(file));
  } catch (error) {
    if (error instanceof Unreadable)
      return failure([diagnose('RUN_BAD_SAFETENSORS', { detail: error.message })]);
    throw error;
  }
}

function read(file: Uint8Array): SafetensorsContent {
  demand(file.length >= 8, 'it is shorter than the length of its header');
  const length = new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true);
  demand(length <= LONGEST_HEADER, `its header is longer than ${LONGEST_HEADER / 2 ** 20} MB`);
  const start = 8 + Number(length);
  demand(start <= file.length, 'its header is longer than the file');
  const header = parseHeader(file.subarray(8, start));

  const { [METADATA]: about, ...described } = header;
  const entries = Object.entries(described)
    .map(([name, entry]) => checkEntry(name, entry))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let at = 0;
  for (const { name, begin, end } of entries) {
    demand(begin >= at, `the bytes of “${name}” are those of another tensor too`);
    demand(begin === at, `nothing says what the bytes before “${name}” are`);
    at = end;
  }
  const body = file.length - start;
  demand(at <= body, `it ends ${at - body} bytes before its last tensor does`);
  demand(at === body, `nothing says what its last ${body - at} bytes are`);

  return {
    tensors: new Map(entries.map((entry) => [entry.name, tensorOf(entry, file.subarray(start))])),
    metadata: about === undefined ? new Map() : metadataOf(about),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Unreadable('its header is not JSON');
  }
  demand(isRecord(header), 'its header is not a JSON object');
  return header;
}

function checkEntry(name: string, entry: unknown): Entry {
  demand(isRecord(entry), `its header does not describe “${name}”`);
  const { dtype, shape, data_offsets: offsets } = entry;
  demand(
    typeof dtype === 'string' && Object.hasOwn(BYTES_OF, dtype),
    `“${name}” has elements of type ${JSON.stringify(dtype)}, and only ${Object.keys(BYTES_OF).join(', ')} can be read`,
  );
  demand(
    isCounts(shape) && shape.length <= MOST_AXES,
    `the shape of “${name}” is not a list of at most ${MOST_AXES} sizes`,
  );
  demand(isCounts(offsets) && offsets.length === 2, `“${name}” does not say where its bytes begin and end`);
  const [begin = 0, end = 0] = offsets;
  // products beyond 2⁵³ are rounded, but no file is that long
  const bytes = shape.reduce((product, n) => product * n, BYTES_OF[dtype as DType]);
  demand(end - begin === bytes, `“${name}” has ${end - begin} bytes where its shape asks for ${bytes}`);
  return { name, dtype: dtype as DType, shape, begin, end };
}

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);

/** A copy: the file's bytes may not be aligned, and are the caller's. */
function tensorOf({ dtype, shape, begin, end }: Entry, body: Uint8Array): TensorData {
  const buffer = body.buffer.slice(body.byteOffset + begin, body.byteOffset + end);
  switch (dtype) {
    case 'F32':
      return { dtype, shape, data: new Float32Array(buffer) };
    case 'I32':
      return { dtype, shape, data: new Int32Array(buffer) };
    case 'I64':
      return { dtype, shape, data: new BigInt64Array(buffer) };
    case 'U8':
      return { dtype, shape, data: new Uint8Array(buffer) };
  }
}

function metadataOf(about: unknown): Map<string, string> {
  demand(isRecord(about), 'its metadata are not a JSON object');
  return new Map(
    Object.entries(about).map(([name, text]) => {
      demand(typeof text === 'string', `its metadata “${name}” is not text`);
      return [name, text];
    }),
  );
}
