import { useLayoutEffect, type RefObject } from 'react';

/**
 * Has the browser lay an element out in a task of its own once it has been mounted. Effects that measure it come after: the two
 * together would keep the page from answering twice as long.
 */
export function useLaidOutFirst(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    // a message of now comes before that with which React begins its effects
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      void element.current?.offsetWidth;
      port1.close();
    };
    port2.postMessage(null);
  }, [element]);
}
