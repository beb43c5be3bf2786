/**
 * Layout of a data file, all integers little-endian:
 *
 * | bytes | content |
 * | --- | --- |
 * | 8 | `UNLABELD` in ASCII |
 * | 4 | version, uint32 |
 * | rest | one gzip member |
 *
 * and in the gzip member, whose own checksum covers all of it:
 *
 * | bytes | content |
 * | --- | --- |
 * | 4 | length of the header in bytes, uint32 |
 * | … | header: JSON in UTF-8, see `FileHeader` |
 * | N·H·W·C | images, uint8, row-major |
 * | 2·N per label | class of every image, uint16, label after label in the header's order |
 * | N | 1 where the image is held out, else 0 |
 * | 2·N, with twins only | index of every image's twin, uint16 |
 */
export const FILE_FORMAT = { magic: 'UNLABELD', version: 1, prefixBytes: 12 } as const;

export interface FileHeader {
  readonly id: string;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly labels: readonly { readonly name: string; readonly classes: readonly string[] }[];
  readonly twins: boolean;
  readonly licence: string;
  readonly attribution: string;
}

/** Length of the unpacked content after the header, in bytes. */
export function bodyBytes(header: FileHeader): number {
  const { count, height, width, channels, labels, twins } = header;
  return count * (height * width * channels + 2 * labels.length + 1 + (twins ? 2 : 0));
}
