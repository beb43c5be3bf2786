import { Menu } from '@base-ui/react/menu';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useActions } from '../actions/actions-context.tsx';
import { nodeMenuGroups } from './menu-groups.ts';
import { MenuEntries } from './MenuEntries.tsx';
import { nodeMenu } from './node-menu.ts';

/** What can be done to the selected nodes, at the pointer. */
export function NodeMenu() {
  const at = useStore(nodeMenu, (state) => state.at);
  const { context, keymap } = useActions();
  const own = useStore(keymap, (state) => state.keymap);
  const anchor = useMemo(() => at && { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }, [at]);
  return (
    <Menu.Root open={at !== null} onOpenChange={(open) => open || nodeMenu.setState({ at: null })}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} className="menu-layer" side="bottom" align="start">
          <Menu.Popup className="menu" aria-label="Selected nodes">
            {at && <MenuEntries groups={nodeMenuGroups(context, own)} />}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
