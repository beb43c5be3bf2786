import type { Rect } from '@xyflow/react';
import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { embedInPng } from '../../document/png.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { embedInSvg } from '../../document/svg.ts';
import type { PictureFormat } from './files-store.ts';

/** Around the drawing, for wires that turn back and for the eye. */
export const PICTURE_MARGIN = 48;
const SCALE = 2;
/** Browsers draw no canvas beyond these, in pixels. */
const MAX_SIDE = 16_384;
const MAX_AREA = 100e6;

/** Pixels for each unit of the drawing: two, less where the picture would be larger than browsers can draw. */
export function pictureScale(width: number, height: number): number {
  return Math.min(SCALE, MAX_SIDE / width, MAX_SIDE / height, Math.sqrt(MAX_AREA / (width * height)));
}

/**
 * The whole drawing as a picture with the document in it, in the colours on the page.
 * @param layer the element that holds nodes and wires, shown at its own size
 * @param bounds what of its plane the nodes cover
 */
export async function drawPicture(
  layer: HTMLElement,
  bounds: Rect,
  format: PictureFormat,
  document: UnlabelDocument,
): Promise<Checked<BlobPart>> {
  const width = Math.ceil(bounds.width + 2 * PICTURE_MARGIN);
  const height = Math.ceil(bounds.height + 2 * PICTURE_MARGIN);
  const options = {
    width,
    height,
    pixelRatio: pictureScale(width, height),
    backgroundColor: getComputedStyle(layer).getPropertyValue('--canvas').trim(),
    skipFonts: true,
    style: {
      width: `${width}px`,
      height: `${height}px`,
      transform: `translate(${PICTURE_MARGIN - bounds.x}px, ${PICTURE_MARGIN - bounds.y}px)`,
    },
  };
  try {
    const { toBlob, toSvg } = await import('html-to-image');
    if (format === 'svg') {
      const url = await toSvg(layer, options);
      return embedInSvg(decodeURIComponent(url.slice(url.indexOf(',') + 1)), document);
    }
    const blob = await toBlob(layer, options);
    if (!blob) return failed('the browser gave no image');
    const png = embedInPng(new Uint8Array(await blob.arrayBuffer()), document);
    return png.ok ? success(png.value) : png;
  } catch (error) {
    return failed(error instanceof Error && error.message ? error.message : 'the browser refused it');
  }
}

function failed(detail: string): Checked<never> {
  return failure([diagnose('DOC_PICTURE_FAILED', { detail })]);
}
