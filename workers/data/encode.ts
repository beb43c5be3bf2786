import { joinBytes } from '../../src/base/join-bytes.ts';
import { assert } from '../../src/base/assert.ts';
import type { Dataset } from './dataset.ts';
import { bodyBytes, FILE_FORMAT, type FileHeader } from './file-format.ts';

export interface DatasetContent {
  readonly header: FileHeader;
  /** N×H×W×C */
  readonly images: Uint8Array;
  /** By label name, N classes each. */
  readonly labels: Readonly<Record<string, ArrayLike<number>>>;
  /** N flags: 1 where the image is held out. */
  readonly heldOut: Uint8Array;
  /** N indices; given exactly when `header.twins`. */
  readonly twin?: ArrayLike<number>;
}

function uint16(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setUint16(i * 2, values[i]!, true);
  return bytes;
}

/** Writes a dataset in the layout of `file-format.ts`, with a compressor of where it is written. */
export function encodeDataset(
  content: DatasetContent,
  gzip: (bytes: Uint8Array) => Uint8Array,
): Uint8Array<ArrayBuffer> {
  const { header } = content;
  assert(header.count <= 0x10000, 'indices fit 16 bits');
  const body = [
    content.images,
    ...header.labels.map(({ name }) => uint16(content.labels[name]!)),
    content.heldOut,
    ...(content.twin ? [uint16(content.twin)] : []),
  ];
  const length = body.reduce((sum, part) => sum + part.length, 0);
  assert(
    length === bodyBytes(header),
    `the header announces ${bodyBytes(header)} bytes, there are ${length}`,
  );

  const json = new TextEncoder().encode(JSON.stringify(header));
  const jsonLength = new Uint8Array(4);
  new DataView(jsonLength.buffer).setUint32(0, json.length, true);
  const packed = gzip(joinBytes([jsonLength, json, ...body]));

  const file = new Uint8Array(FILE_FORMAT.prefixBytes + packed.length);
  file.set(new TextEncoder().encode(FILE_FORMAT.magic));
  new DataView(file.buffer).setUint32(8, FILE_FORMAT.version, true);
  file.set(packed, FILE_FORMAT.prefixBytes);
  return file;
}

/** A dataset in memory, as its file has it. */
export function contentOf({ info, images, labels, heldOut, twin }: Dataset): DatasetContent {
  const { id, count, height, width, channels, hasTwins, licence, attribution } = info;
  const columns = Object.entries(labels).map(([name, { names }]) => ({ name, classes: names }));
  const flags = new Uint8Array(count);
  for (const index of heldOut) flags[index] = 1;
  return {
    header: { id, count, height, width, channels, labels: columns, twins: hasTwins, licence, attribution },
    images,
    labels: Object.fromEntries(Object.entries(labels).map(([name, { values }]) => [name, values])),
    heldOut: flags,
    ...(twin && { twin }),
  };
}
