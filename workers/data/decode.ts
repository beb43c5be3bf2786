import { failure, success } from '../../src/base/outcome.ts';
import { diagnose, type Checked } from '../../src/diagnostics/diagnostic.ts';
import type { DatasetInfo } from '../../src/ir/datasets.ts';
import type { Dataset, LabelColumn } from './dataset.ts';
import { bodyBytes, FILE_FORMAT, type FileHeader } from './file-format.ts';

/** What is wrong with a file, in a few words; becomes the detail of a diagnostic. */
class Corrupt extends Error {}

function demand(condition: unknown, detail: string): asserts condition {
  if (!condition) throw new Corrupt(detail);
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    // browsers and Node word this differently; none names the cause better
    throw new Corrupt('its compressed part is cut short or changed');
  }
}

function parseHeader(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Corrupt('its header is not JSON');
  }
}

/** The file must be the one the catalogue was written for: the compiler has inferred shapes from the catalogue. */
function checkHeader(value: unknown, info: DatasetInfo): asserts value is FileHeader {
  const header = value as Partial<FileHeader> | null;
  demand(header && header.id === info.id, 'it holds another dataset');
  for (const field of ['count', 'height', 'width', 'channels'] as const) {
    demand(header[field] === info[field], `its ${field} is ${header[field]} instead of ${info[field]}`);
  }
  demand(header.twins === info.hasTwins, 'its twins differ from the catalogue');
  const names = Object.keys(info.labels);
  demand(Array.isArray(header.labels) && header.labels.length === names.length, 'its labels differ');
  for (const [i, label] of header.labels.entries()) {
    demand(label.name === names[i], `its label “${names[i]}” is missing`);
    demand(label.classes.length === info.labels[label.name], `its classes of “${label.name}” differ`);
  }
}

function readUint16(bytes: Uint8Array, offset: number, count: number): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, count * 2);
  return Int32Array.from({ length: count }, (_, i) => view.getUint16(i * 2, true));
}

function readBody(bytes: Uint8Array, header: FileHeader, info: DatasetInfo): Dataset {
  const { count } = header;
  let offset = count * header.height * header.width * header.channels;
  const images = bytes.subarray(0, offset);

  const labels: Record<string, LabelColumn> = {};
  for (const { name, classes } of header.labels) {
    const values = readUint16(bytes, offset, count);
    demand(
      values.every((value) => value < classes.length),
      `a value of “${name}” has no class`,
    );
    labels[name] = { names: classes, values };
    offset += count * 2;
  }

  const flags = bytes.subarray(offset, offset + count);
  offset += count;
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const train = all.filter((i) => flags[i] === 0);
  const heldOut = all.filter((i) => flags[i] === 1);
  demand(
    train.length === info.trainCount && heldOut.length === info.heldOutCount,
    'its training and held-out parts differ from the catalogue',
  );
  if (!header.twins) return { info, images, labels, train, heldOut };

  const twin = readUint16(bytes, offset, count);
  demand(
    twin.every((other, i) => other !== i && twin[other] === i),
    'its twins are not paired',
  );
  return { info, images, labels, train, heldOut, twin };
}

/**
 * Reads a data file (layout: `file-format.ts`) and checks it against the catalogue's entry. A file that is truncated,
 * changed, of another version or of another dataset fails with RUN_DATA_CORRUPT.
 */
export async function decodeDataset(
  info: DatasetInfo,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Checked<Dataset>> {
  try {
    demand(bytes.length >= FILE_FORMAT.prefixBytes, `it has ${bytes.length} bytes only`);
    const magic = new TextDecoder().decode(bytes.subarray(0, 8));
    demand(magic === FILE_FORMAT.magic, 'it is not an Unlabel data file');
    const version = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
    demand(version === FILE_FORMAT.version, `its version is ${version} instead of ${FILE_FORMAT.version}`);

    const content = await unpack(bytes.subarray(FILE_FORMAT.prefixBytes));
    demand(content.length >= 4, 'it is empty');
    const headerEnd = 4 + new DataView(content.buffer).getUint32(0, true);
    demand(headerEnd <= content.length, 'its header is cut short');
    const header = parseHeader(new TextDecoder().decode(content.subarray(4, headerEnd)));
    checkHeader(header, info);
    const body = content.subarray(headerEnd);
    demand(body.length === bodyBytes(header), 'its images are not complete');
    return success(readBody(body, header, info));
  } catch (error) {
    if (!(error instanceof Corrupt)) throw error;
    return failure([diagnose('RUN_DATA_CORRUPT', { dataset: info.title, detail: error.message })]);
  }
}
