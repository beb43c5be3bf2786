import { Menu } from '@base-ui/react/menu';
import Check from 'lucide-react/icons/check';
import MenuIcon from 'lucide-react/icons/menu';
import { useStore } from 'zustand';
import { useActions } from '../actions/actions-context.tsx';
import './app-menu.css';
import { menuGroups } from './menu-groups.ts';

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
            {groups.map((group, i) => (
              <Menu.Group key={group[0]?.label ?? i} className="menu-group">
                {group.map(({ label, keys, act, checked, disabled = false }) =>
                  checked === undefined ? (
                    <Menu.Item key={label} className="menu-item" onClick={act} disabled={disabled}>
                      <span className="menu-label">{label}</span>
                      {keys && <kbd>{keys}</kbd>}
                    </Menu.Item>
                  ) : (
                    <Menu.CheckboxItem
                      key={label}
                      className="menu-item"
                      checked={checked}
                      disabled={disabled}
                      onCheckedChange={act}
                      closeOnClick
                    >
                      <Menu.CheckboxItemIndicator className="menu-check">
                        <Check size={13} aria-hidden />
                      </Menu.CheckboxItemIndicator>
                      <span className="menu-label">{label}</span>
                      {keys && <kbd>{keys}</kbd>}
                    </Menu.CheckboxItem>
                  ),
                )}
              </Menu.Group>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
