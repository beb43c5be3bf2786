import { useCallback, useState } from 'react';
import { usePanelRef } from 'react-resizable-panels';

/**
 * A panel that can be folded away: what `Panel` needs, whether it is open, and how to change that. Where it begins folded, what is in it
 * need not be drawn until it has been open once (`seen`).
 */
export function useFoldable(size: string, folded = false) {
  const panelRef = usePanelRef();
  const [open, setOpen] = useState(!folded);
  const [seen, setSeen] = useState(!folded);
  const show = useCallback(() => panelRef.current?.expand(), [panelRef]);
  return {
    open,
    seen,
    show,
    toggle: () => (open ? panelRef.current?.collapse() : panelRef.current?.expand()),
    props: {
      panelRef,
      collapsible: true,
      defaultSize: folded ? '0px' : size,
      groupResizeBehavior: 'preserve-pixel-size',
      onResize: () => {
        const now = !(panelRef.current?.isCollapsed() ?? false);
        setOpen(now);
        if (now) setSeen(true);
      },
    } as const,
  };
}
