import { Toast } from '@base-ui/react/toast';
import type { Fix } from '../../diagnostics/diagnostic.ts';

/** Short notices beside the pointer: why a wire cannot be drawn. */
export const callouts = Toast.createToastManager();

const ID = 'connection';

/** Says why beside an element, for a few seconds; a repair becomes a button. */
export function showCallout(anchor: Element, message: string, fix?: { fix: Fix; apply: () => void }): void {
  callouts.add({
    id: ID,
    description: message,
    timeout: 7000,
    priority: 'high',
    positionerProps: { anchor, side: 'bottom', sideOffset: 14 },
    ...(fix ? { actionProps: { children: fix.fix.title, onClick: fix.apply } } : {}),
  });
}

export function closeCallout(): void {
  callouts.close(ID);
}
