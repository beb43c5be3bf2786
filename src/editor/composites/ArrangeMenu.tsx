import { Menu } from '@base-ui/react/menu';
import AlignCenter from 'lucide-react/icons/align-center-vertical';
import AlignMiddle from 'lucide-react/icons/align-center-horizontal';
import AlignBottom from 'lucide-react/icons/align-end-horizontal';
import AlignRight from 'lucide-react/icons/align-end-vertical';
import AlignTop from 'lucide-react/icons/align-start-horizontal';
import AlignLeft from 'lucide-react/icons/align-start-vertical';
import DistributeAcross from 'lucide-react/icons/align-horizontal-distribute-center';
import DistributeDown from 'lucide-react/icons/align-vertical-distribute-center';
import ChevronDown from 'lucide-react/icons/chevron-down';
import Workflow from 'lucide-react/icons/workflow';
import type { ReactElement } from 'react';
import { defined } from '../../base/assert.ts';
import { useActions, useKeysOf } from '../actions/actions-context.tsx';
import { LAYOUT_ACTIONS } from '../actions/layout-actions.ts';

const GROUPS = [
  ['arrange.align.left', 'arrange.align.centre', 'arrange.align.right'],
  ['arrange.align.top', 'arrange.align.middle', 'arrange.align.bottom'],
  ['arrange.distribute.horizontal', 'arrange.distribute.vertical'],
  ['arrange.layOut'],
] as const;

const ICONS: Readonly<Record<(typeof GROUPS)[number][number], typeof Workflow>> = {
  'arrange.align.left': AlignLeft,
  'arrange.align.centre': AlignCenter,
  'arrange.align.right': AlignRight,
  'arrange.align.top': AlignTop,
  'arrange.align.middle': AlignMiddle,
  'arrange.align.bottom': AlignBottom,
  'arrange.distribute.horizontal': DistributeAcross,
  'arrange.distribute.vertical': DistributeDown,
  'arrange.layOut': Workflow,
};

function Item({ id }: { readonly id: keyof typeof ICONS }) {
  const { context } = useActions();
  const keys = useKeysOf(id);
  const action = defined(
    LAYOUT_ACTIONS.find((one) => one.id === id),
    `there is an action “${id}”`,
  );
  const Icon = ICONS[id];
  return (
    <Menu.Item
      className="menu-item"
      disabled={!(action.enabled?.(context) ?? true)}
      onClick={() => action.run(context)}
    >
      <Icon size={14} aria-hidden />
      <span className="menu-label">{action.title}</span>
      {keys && <kbd>{keys}</kbd>}
    </Menu.Item>
  );
}

/** Ways to put the selected nodes in order. `trigger` is what opens it. */
export function ArrangeMenu({ trigger }: { readonly trigger: ReactElement }) {
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger}>
        Arrange
        <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={6} align="center">
          <Menu.Popup className="menu">
            {GROUPS.map((group) => (
              <Menu.Group key={group[0]} className="menu-group">
                {group.map((id) => (
                  <Item key={id} id={id} />
                ))}
              </Menu.Group>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
