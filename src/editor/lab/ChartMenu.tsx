import Ellipsis from 'lucide-react/icons/ellipsis';
import { memo } from 'react';
import { slug } from '../../base/slug.ts';
import { download } from '../files/download.ts';
import { PopupMenu } from '../shell/PopupMenu.tsx';
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
  const name = `unlabel-${slug(title)}`;
  const save = async () => {
    const blob = await picture();
    if (blob) download(`${name}.png`, blob, 'image/png');
  };
  const toggle = (key: keyof ChartView) => ({
    checked: view[key],
    act: () => onView({ ...view, [key]: !view[key] }),
  });
  return (
    <PopupMenu
      label={`${title}: view and files`}
      className="chart-menu"
      groups={() => [
        [
          { label: 'Smoothed', ...toggle('smooth') },
          { label: 'Logarithmic axis', ...toggle('log'), disabled: !view.log && !fitsLog(chart()) },
        ],
        [
          {
            label: 'Save numbers as CSV',
            act: () => download(`${name}.csv`, chartCsv(chart()), 'text/csv'),
          },
          { label: 'Save picture as PNG', act: () => void save() },
          { label: 'Save picture as SVG', act: () => download(`${name}.svg`, svg(), 'image/svg+xml') },
        ],
      ]}
    >
      <Ellipsis size={14} aria-hidden />
    </PopupMenu>
  );
});
