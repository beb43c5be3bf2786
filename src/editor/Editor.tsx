// before all others, so that components can overrule it
import './theme/tokens.css';
import './theme/base.css';
import { ReactFlowProvider } from '@xyflow/react';
import { EditorProvider, type EditorServices } from './editor-context.tsx';
import type { FilesStore } from './files/files-store.ts';
import { Shell } from './shell/Shell.tsx';

interface EditorProps {
  readonly services: EditorServices;
  readonly files: FilesStore;
}

/** The whole window. */
export function Editor({ services, files }: EditorProps) {
  return (
    <EditorProvider value={services}>
      <ReactFlowProvider>
        <Shell files={files} />
      </ReactFlowProvider>
    </EditorProvider>
  );
}
