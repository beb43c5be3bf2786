import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { Editor } from '../editor/Editor.tsx';
import type { EditorServices } from '../editor/editor-context.tsx';
import type { FilesStore } from '../editor/files/files-store.ts';

/** Draws the window into an element, in slices between which the page answers. */
export function showEditor(element: HTMLElement, services: EditorServices, files: FilesStore): void {
  const root = createRoot(element);
  // of updates, transitions alone are rendered in slices
  startTransition(() =>
    root.render(
      <StrictMode>
        <Editor services={services} files={files} />
      </StrictMode>,
    ),
  );
}
