import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defined } from '../base/assert.ts';
import { Editor } from '../editor/Editor.tsx';
import { startTheme } from '../editor/theme/theme.ts';
import { openEditor } from './open-editor.ts';

startTheme();
const { services, files } = await openEditor();
createRoot(defined(document.getElementById('root'), 'the page has a root')).render(
  <StrictMode>
    <Editor services={services} files={files} />
  </StrictMode>,
);
