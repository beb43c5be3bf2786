import { defined } from '../base/assert.ts';
import { nextTask } from '../base/next-task.ts';
import { startTheme } from '../editor/theme/theme.ts';
import { firstPaint } from './first-paint.ts';

startTheme();
// code that comes quickly would keep the window empty until all of it has been run
await firstPaint();
// one task each, between which the page answers: running the code of the document and of the compiler, opening (in tasks of its
// own), running the code of React and of the window, drawing it. All has been asked for by the page (`scripts/preload-opening.ts`)
await import('../document/graph-schema.ts');
await nextTask();
await import('../document/schema.ts');
await nextTask();
await import('../../nodes/index.ts');
await nextTask();
const { openEditor } = await import('./open-editor.ts');
await nextTask();
const { services, files } = await openEditor();
await nextTask();
await import('react-dom/client');
await nextTask();
const { showEditor } = await import('./show-editor.tsx');
await nextTask();
showEditor(defined(document.getElementById('root'), 'the page has a root'), services, files);
