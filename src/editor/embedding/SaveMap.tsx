import { Menu } from '@base-ui/react/menu';
import Download from 'lucide-react/icons/download';
import type { DatasetView } from '../../../workers/protocol.ts';
import { download } from '../files/download.ts';
import '../shell/app-menu.css';
import { mapCsv, mapPng, mapSvg, type ShownMap } from './map-files.ts';

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
    const blob = await mapPng(svg());
    if (blob) download('unlabel-embedding.png', blob, 'image/png');
  };
  const entries = [
    ['Save pictures as PNG', () => void savePng()],
    ['Save pictures as SVG', () => download('unlabel-embedding.svg', svg(), 'image/svg+xml')],
    ['Save coordinates as CSV', () => download('unlabel-embedding.csv', mapCsv(maps, view), 'text/csv')],
  ] as const;
  return (
    <Menu.Root>
      <Menu.Trigger className="button" data-variant="quiet" data-icon aria-label="Save the maps">
        <Download size={14} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={2} align="start">
          <Menu.Popup className="menu">
            <Menu.Group className="menu-group">
              {entries.map(([text, save]) => (
                <Menu.Item key={text} className="menu-item" onClick={save}>
                  <span className="menu-label">{text}</span>
                </Menu.Item>
              ))}
            </Menu.Group>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
