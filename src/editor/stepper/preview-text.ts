import type { Preview } from '../../../workers/protocol.ts';
import { formatNumber } from '../lab/format-number.ts';
import { heatScale } from '../ui/heat-pixels.ts';

/** What a picture of a tensor shows, in words. */
export function previewText(preview: Exclude<Preview, { kind: 'scalar' }>): string {
  if (preview.kind === 'images') {
    const { rows, range } = preview;
    const of = `${rows.length} ${rows.length === 1 ? 'image' : 'images'}, the views of each side by side`;
    if (!range) return of;
    return `${of}; pixels from ${formatNumber(range[0])} to ${formatNumber(range[1])} are stretched to be seen`;
  }
  const scale = `colours from −${formatNumber(heatScale(preview.values))} to ${formatNumber(heatScale(preview.values))}`;
  if (preview.kind === 'bars') return `${preview.values.length} numbers in order`;
  const { rows, columns, averaged } = preview;
  const size = `${rows}×${columns} blocks, ${scale}`;
  return averaged ? `First and last axis, the mean over those between: ${size}` : `Rows and columns: ${size}`;
}
