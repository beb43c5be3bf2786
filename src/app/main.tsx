import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { defined } from '../base/assert.ts';
import { Editor } from '../editor/Editor.tsx';
import { startTheme } from '../editor/theme/theme.ts';
import { openEditor } from './open-editor.ts';

// a document is read once: code generated for it would cost more than it saves, and strict pages forbid it
z.config({ jitless: true });
startTheme();
const { services, files } = await openEditor();
createRoot(defined(document.getElementById('root'), 'the page has a root')).render(
  <StrictMode>
    <Editor services={services} files={files} />
  </StrictMode>,
);
