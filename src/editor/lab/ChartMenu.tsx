import { Menu } from '@base-ui/react/menu';
import Check from 'lucide-react/icons/check';
import Ellipsis from 'lucide-react/icons/ellipsis';
import { memo } from 'react';
import { download } from '../files/download.ts';
import '../shell/app-menu.css';
import { chartCsv } from './chart-csv.ts';
import type { Chart } from './chart-list.ts';
import { fitsLog, type ChartView } from './chart-view.ts';

interface ChartMenuProps {
  readonly title: string;
  readonly view: ChartView;
  readonly onView: (view: ChartView) => void;
  /** The chart as it is now: asked when the menu is used, so that it is not drawn anew with every point. */
  readonly chart: () => Chart;
  readonly picture: () => Promise<Blob | null>;
  readonly svg: () => string;
}

/** How the chart is looked at, and its numbers or its picture as a file. */
export const ChartMenu = memo(function ChartMenu({
  title,
  view,
  onView,
  chart,
  picture,
  svg,
}: ChartMenuProps) {
  const name = `unlabel-${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')}`;
  const save = async () => {
    const blob = await picture();
    if (blob) download(`${name}.png`, blob, 'image/png');
  };
  return (
    <Menu.Root>
      <Menu.Trigger className="chart-menu" aria-label={`${title}: view and files`}>
        <Ellipsis size={14} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={2} align="end">
          <Menu.Popup className="menu">
            <Entries view={view} onView={onView} logarithmic={() => fitsLog(chart())} />
            <Menu.Group className="menu-group">
              <Menu.Item
                className="menu-item"
                onClick={() => download(`${name}.csv`, chartCsv(chart()), 'text/csv')}
              >
                <span className="menu-label">Save numbers as CSV</span>
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => void save()}>
                <span className="menu-label">Save picture as PNG</span>
              </Menu.Item>
              <Menu.Item
                className="menu-item"
                onClick={() => download(`${name}.svg`, svg(), 'image/svg+xml')}
              >
                <span className="menu-label">Save picture as SVG</span>
              </Menu.Item>
            </Menu.Group>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
});

interface EntriesProps extends Pick<ChartMenuProps, 'view' | 'onView'> {
  readonly logarithmic: () => boolean;
}

/** Asks for what the chart holds when it is opened. */
function Entries({ view, onView, logarithmic }: EntriesProps) {
  const entry = (key: keyof ChartView, label: string, disabled = false) => (
    <Menu.CheckboxItem
      className="menu-item"
      checked={view[key]}
      disabled={disabled}
      onCheckedChange={(checked) => onView({ ...view, [key]: checked })}
      closeOnClick
    >
      <Menu.CheckboxItemIndicator className="menu-check">
        <Check size={13} aria-hidden />
      </Menu.CheckboxItemIndicator>
      <span className="menu-label">{label}</span>
    </Menu.CheckboxItem>
  );
  return (
    <Menu.Group className="menu-group">
      {entry('smooth', 'Smoothed')}
      {entry('log', 'Logarithmic axis', !view.log && !logarithmic())}
    </Menu.Group>
  );
}
