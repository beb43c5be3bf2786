import type { CalloutAction } from './callout-list.ts';

let show: () => void;
const shown = new Promise<void>((resolve) => (show = resolve));

/** Says that callouts are shown from now on: what is added to a list that nobody shows is lost. */
export const calloutsAreShown = (): void => show();

/** What is said before callouts are shown waits for them. */
const list = shown.then(async () => (await import('./callout-list.ts')).calloutList);

const ID = 'connection';

/**
 * A short notice beside an element, for a few seconds: why a wire cannot be drawn, and what would make it possible. Repairs
 * become buttons.
 */
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
