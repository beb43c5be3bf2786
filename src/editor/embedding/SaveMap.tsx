import Download from 'lucide-react/icons/download';
import type { DatasetView } from '../../../workers/protocol.ts';
import { download } from '../files/download.ts';
import { PopupMenu } from '../shell/PopupMenu.tsx';
import { svgToPng } from '../ui/svg-to-png.ts';
import { mapCsv, mapSvg, type ShownMap } from './map-files.ts';

interface SaveMapProps {
  readonly maps: readonly ShownMap[];
  readonly view: DatasetView;
  readonly colourOf: (image: number) => string;
}

/** The maps as a picture or as numbers, in a file. */
export function SaveMap({ maps, view, colourOf }: SaveMapProps) {
  const svg = () => {
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    return mapSvg(maps, colourOf, { ink: token('--text'), surface: token('--surface') });
  };
  const savePng = async () => {
    const blob = await svgToPng(svg());
    if (blob) download('unlabel-embedding.png', blob, 'image/png');
  };
  return (
    <PopupMenu
      label="Save the maps"
      className="button embedding-save"
      groups={() => [
        [
          { label: 'Save pictures as PNG', act: () => void savePng() },
          {
            label: 'Save pictures as SVG',
            act: () => download('unlabel-embedding.svg', svg(), 'image/svg+xml'),
          },
          {
            label: 'Save coordinates as CSV',
            act: () => download('unlabel-embedding.csv', mapCsv(maps, view), 'text/csv'),
          },
        ],
      ]}
    >
      <Download size={14} aria-hidden />
    </PopupMenu>
  );
}
