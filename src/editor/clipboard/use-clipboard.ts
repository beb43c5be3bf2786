import { useEffect } from 'react';
import { editsText } from '../actions/keymap.ts';
import type { EditorServices } from '../editor-context.tsx';
import { copySelection, cutSelection } from './copy.ts';

/** Whether the event is about text: in a field, marked on the page, or in a dialog. */
function isAboutText(event: ClipboardEvent): boolean {
  if (event.defaultPrevented || editsText(event.target)) return true;
  if (
    event.target instanceof Element &&
    event.target.closest('[role=dialog], [role=alertdialog], [role=menu]')
  )
    return true;
  return event.type !== 'paste' && !(window.getSelection()?.isCollapsed ?? true);
}

/** Answers the browser's own copy, cut and paste, so that nodes travel between tabs and into text editors. */
export function useClipboard({ store, registry }: Pick<EditorServices, 'store' | 'registry'>): void {
  useEffect(() => {
    let shift = false;
    const watch = (event: KeyboardEvent) => (shift = event.shiftKey);
    const give = (event: ClipboardEvent) => {
      if (isAboutText(event)) return;
      const text = event.type === 'cut' ? cutSelection({ store }) : copySelection({ store });
      if (text === null) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    };
    const take = (event: ClipboardEvent) => {
      if (isAboutText(event)) return;
      event.preventDefault();
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const linked = shift;
      void import('./paste.ts').then(({ pasteText }) => pasteText({ store, registry }, text, linked));
    };
    window.addEventListener('keydown', watch, true);
    window.addEventListener('copy', give);
    window.addEventListener('cut', give);
    window.addEventListener('paste', take);
    return () => {
      window.removeEventListener('keydown', watch, true);
      window.removeEventListener('copy', give);
      window.removeEventListener('cut', give);
      window.removeEventListener('paste', take);
    };
  }, [store, registry]);
}
