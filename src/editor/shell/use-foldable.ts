import { useCallback, useState } from 'react';
import { usePanelRef } from 'react-resizable-panels';

/** A panel that can be folded away: what `Panel` needs, whether it is open, and how to change that. */
export function useFoldable() {
  const panelRef = usePanelRef();
  const [open, setOpen] = useState(true);
  const show = useCallback(() => panelRef.current?.expand(), [panelRef]);
  return {
    open,
    show,
    toggle: () => (open ? panelRef.current?.collapse() : panelRef.current?.expand()),
    props: {
      panelRef,
      collapsible: true,
      groupResizeBehavior: 'preserve-pixel-size',
      onResize: () => setOpen(!(panelRef.current?.isCollapsed() ?? false)),
    } as const,
  };
}
