import Ellipsis from 'lucide-react/icons/ellipsis';
import type { ReactNode } from 'react';
import type { MenuEntry } from '../../shell/menu-groups.ts';
import { PopupMenu } from '../../shell/PopupMenu.tsx';
import { Hint } from '../../ui/Hint.tsx';
import './pictures.css';

interface PictureCardProps {
  readonly title: string;
  /** What it shows, and how it is read. */
  readonly help: string;
  /** Beside the title. */
  readonly reading?: ReactNode;
  /** How it becomes a file. */
  readonly files: readonly MenuEntry[];
  readonly children: ReactNode;
}

/** A picture among the charts, with their head and menu. */
export function PictureCard({ title, help, reading, files, children }: PictureCardProps) {
  return (
    <figure className="chart" aria-label={title}>
      <figcaption className="chart-head">
        <Hint text={help} side="top">
          <span className="chart-title" tabIndex={0}>
            {title}
          </span>
        </Hint>
        {reading}
        <PopupMenu label={`${title}: files`} className="chart-menu" groups={() => [files]}>
          <Ellipsis size={14} aria-hidden />
        </PopupMenu>
      </figcaption>
      {children}
    </figure>
  );
}
