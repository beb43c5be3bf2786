import MenuIcon from 'lucide-react/icons/menu';
import { useStore } from 'zustand';
import { useActions } from '../actions/actions-context.tsx';
import { menuGroups } from './menu-groups.ts';
import { PopupMenu } from './PopupMenu.tsx';

/** The menu of files and views. */
export function AppMenu() {
  const { context, keymap } = useActions();
  const own = useStore(keymap, (state) => state.keymap);
  return (
    <PopupMenu
      label="Menu"
      className="button"
      data-variant="quiet"
      data-icon
      groups={() => menuGroups(context, own)}
      align="start"
      sideOffset={4}
    >
      <MenuIcon size={16} aria-hidden />
    </PopupMenu>
  );
}
