import Download from 'lucide-react/icons/download';
import type { DatasetView } from '../../../workers/protocol.ts';
import { pictureFiles } from '../files/picture-files.ts';
import { PopupMenu } from '../shell/PopupMenu.tsx';
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
  return (
    <PopupMenu
      label="Save the maps"
      className="button embedding-save"
      groups={() => [pictureFiles('unlabel-embedding', { csv: () => mapCsv(maps, view), svg })]}
    >
      <Download size={14} aria-hidden />
    </PopupMenu>
  );
}
