import { usePanelRef } from 'react-resizable-panels';
import { useState } from 'react';

/** A panel that can be folded away: what `Panel` needs, whether it is open, and how to change that. */
export function useFoldable() {
  const panelRef = usePanelRef();
  const [open, setOpen] = useState(true);
  const show = (visible: boolean) => (visible ? panelRef.current?.expand() : panelRef.current?.collapse());
  return {
    open,
    show,
    toggle: () => show(!open),
    props: {
      panelRef,
      collapsible: true,
      groupResizeBehavior: 'preserve-pixel-size',
      onResize: () => setOpen(!(panelRef.current?.isCollapsed() ?? false)),
    } as const,
  };
}
