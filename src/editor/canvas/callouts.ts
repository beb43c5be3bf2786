import { Toast } from '@base-ui/react/toast';

/** Something the callout offers to do about what it says. */
export interface CalloutAction {
  readonly title: string;
  readonly apply: () => void;
}

export interface CalloutData {
  readonly actions: readonly CalloutAction[];
}

/** Short notices beside the pointer: why a wire cannot be drawn, and what would make it possible. */
export const callouts = Toast.createToastManager<CalloutData>();

const ID = 'connection';

/** Says why beside an element, for a few seconds; repairs become buttons. */
export function showCallout(
  anchor: Element,
  message: string,
  actions: readonly CalloutAction[] = [],
  type: 'refusal' | 'info' = 'refusal',
): void {
  callouts.add({
    id: ID,
    type,
    description: message,
    // what can be pressed needs time to be read and reached
    timeout: actions.length > 0 ? 15_000 : 7000,
    data: { actions },
    positionerProps: { anchor, side: 'bottom', sideOffset: 14 },
  });
}

export function closeCallout(): void {
  callouts.close(ID);
}
