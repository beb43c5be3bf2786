import { Menu } from '@base-ui/react/menu';
import MenuIcon from 'lucide-react/icons/menu';
import { useStore } from 'zustand';
import { useActions } from '../actions/actions-context.tsx';
import { menuGroups } from './menu-groups.ts';
import { MenuEntries } from './MenuEntries.tsx';

/** The menu of files and views. */
export function AppMenu() {
  const { context, keymap } = useActions();
  const own = useStore(keymap, (state) => state.keymap);
  const groups = menuGroups(context, own);
  return (
    <Menu.Root>
      <Menu.Trigger className="button" data-variant="quiet" data-icon aria-label="Menu">
        <MenuIcon size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={4} align="start">
          <Menu.Popup className="menu">
            <MenuEntries groups={groups} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
