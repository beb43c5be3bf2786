import { useStore } from 'zustand';
import { ConnectMenu } from './ConnectMenu.tsx';
import { NodeMenu } from './NodeMenu.tsx';
import { wiringMenu } from './wiring-menu.ts';

/** The menu that is open on the canvas. */
export function WiringMenus() {
  const menu = useStore(wiringMenu, ({ open }) => open);
  if (menu?.kind === 'node') return <NodeMenu menu={menu} />;
  // a port once chosen, the menu begins anew with what fits it
  if (menu?.kind === 'connect')
    return <ConnectMenu key={menu.end ? `${menu.end.side} ${menu.end.port}` : ''} menu={menu} />;
  return null;
}
