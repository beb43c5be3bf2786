import { canvasReady } from '../shell/canvas-ready.ts';

/** Something the callout offers to do about what it says. */
export interface CalloutAction {
  readonly title: string;
  readonly apply: () => void;
}

export interface CalloutData {
  readonly actions: readonly CalloutAction[];
}

/** Fetched when there is something to be seen that a person could ask about. */
const list = canvasReady.then(async () => (await import('./callout-list.ts')).calloutList);

const ID = 'connection';

/** Short notices beside the pointer: why a wire cannot be drawn, and what would make it possible. Says why beside an element, for a few seconds; repairs become buttons. */
export function showCallout(
  anchor: Element,
  message: string,
  actions: readonly CalloutAction[] = [],
  type: 'refusal' | 'info' = 'refusal',
): void {
  void list.then((callouts) =>
    callouts.add({
      id: ID,
      type,
      description: message,
      // what can be pressed needs time to be read and reached
      timeout: actions.length > 0 ? 15_000 : 7000,
      data: { actions },
      positionerProps: { anchor, side: 'bottom', sideOffset: 14 },
    }),
  );
}

export function closeCallout(): void {
  void list.then((callouts) => callouts.close(ID));
}
