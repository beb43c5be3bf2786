import { Menu } from '@base-ui/react/menu';
import type { ComponentProps } from 'react';
import type { MenuEntry } from './menu-groups.ts';
import { MenuEntries } from './MenuEntries.tsx';

interface PopupMenuProps extends Omit<ComponentProps<typeof Menu.Trigger>, 'aria-label'> {
  /** Accessible name of the button. */
  readonly label: string;
  /** Asked for when it is opened. */
  readonly groups: () => readonly (readonly MenuEntry[])[];
  readonly align?: 'start' | 'end';
  readonly sideOffset?: number;
}

/** A button, mostly an icon, and the menu that it opens. */
export function PopupMenu({ label, groups, align = 'end', sideOffset = 2, ...trigger }: PopupMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger aria-label={label} {...trigger} />
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={sideOffset} align={align}>
          <Menu.Popup className="menu">
            <Late groups={groups} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Is there only while the menu is open. */
function Late({ groups }: Pick<PopupMenuProps, 'groups'>) {
  return <MenuEntries groups={groups()} />;
}
