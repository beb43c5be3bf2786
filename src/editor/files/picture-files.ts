import type { MenuEntry } from '../shell/menu-groups.ts';
import { svgToPng } from '../ui/svg-to-png.ts';
import { download } from './download.ts';

interface PictureFiles {
  readonly csv: () => string;
  /** A drawing of its own, which needs no style sheet. */
  readonly svg: () => string;
}

/** How a picture and its numbers become files, as entries of a menu. */
export function pictureFiles(name: string, { csv, svg }: PictureFiles): readonly MenuEntry[] {
  const savePng = async () => {
    const blob = await svgToPng(svg());
    if (blob) download(`${name}.png`, blob, 'image/png');
  };
  return [
    { label: 'Save numbers as CSV', act: () => download(`${name}.csv`, csv(), 'text/csv') },
    { label: 'Save picture as PNG', act: () => void savePng() },
    { label: 'Save picture as SVG', act: () => download(`${name}.svg`, svg(), 'image/svg+xml') },
  ];
}
