import { Menu } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import '../shell/app-menu.css';

interface SaveMenuProps {
  readonly label: string;
  readonly className: string;
  /** Of the button. */
  readonly children: ReactNode;
  readonly entries: readonly (readonly [text: string, save: () => void])[];
}

/** Ways in which something shown can become a file, behind a button with an icon. */
export function SaveMenu({ label, className, children, entries }: SaveMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger className={className} aria-label={label}>
        {children}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={2} align="end">
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
