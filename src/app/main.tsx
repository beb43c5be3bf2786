import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { defined } from '../base/assert.ts';
import { nextTask } from '../base/next-task.ts';
import { Editor } from '../editor/Editor.tsx';
import { startTheme } from '../editor/theme/theme.ts';
import { openEditor } from './open-editor.ts';

// a document is read once: code generated for it would cost more than it saves, and strict pages forbid it
z.config({ jitless: true });
startTheme();
// reading the code was one task, opening is another
await nextTask();
const { services, files } = await openEditor();
await nextTask();
// before the first picture, so that the cards are drawn once: what changes while a transition renders makes it begin anew
services.compileNow();
await nextTask();
const root = createRoot(defined(document.getElementById('root'), 'the page has a root'));
// a transition renders in slices, between which the page answers
startTransition(() =>
  root.render(
    <StrictMode>
      <Editor services={services} files={files} />
    </StrictMode>,
  ),
);
