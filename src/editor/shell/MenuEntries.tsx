import { Menu } from '@base-ui/react/menu';
import Check from 'lucide-react/icons/check';
import './app-menu.css';
import type { MenuEntry } from './menu-groups.ts';

/** The entries of a menu, group by group, with the keys that do the same. */
export function MenuEntries({ groups }: { readonly groups: readonly (readonly MenuEntry[])[] }) {
  return groups.map((group, i) => (
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
  ));
}
