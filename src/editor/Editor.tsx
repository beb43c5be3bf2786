// before all others, so that components can overrule it
import './theme/tokens.css';
import './theme/base.css';
import './formula/katex-faces.css';
import { ReactFlowProvider } from '@xyflow/react';
import { useState } from 'react';
import { createFlowStore } from './canvas/flow-store.ts';
import { cardShape, oneOfEach } from './canvas/twin-sizes.ts';
import { isUnsized } from './canvas/use-sizes.ts';
import { EditorProvider, type EditorServices } from './editor-context.tsx';
import type { FilesStore } from './files/files-store.ts';
import { Shell } from './shell/Shell.tsx';
import { insertHeld } from './wiring/drop-on-wire.ts';

interface EditorProps {
  readonly services: EditorServices;
  readonly files: FilesStore;
}

/** The whole window. */
export function Editor({ services, files }: EditorProps) {
  const [flow] = useState(() =>
    createFlowStore(services.store, (id, position, cards) => insertHeld(services, cards, id, position)),
  );
  // React Flow would draw what it gets later in one go: what it has from the start is drawn with all the rest
  const [first] = useState(() => {
    const { nodes } = flow.getState();
    const { store, drawing } = services;
    return isUnsized(nodes) ? oneOfEach(nodes, cardShape(drawing(store.getState().content))) : nodes;
  });
  return (
    <EditorProvider value={services}>
      <ReactFlowProvider initialNodes={first}>
        <Shell files={files} flow={flow} />
      </ReactFlowProvider>
    </EditorProvider>
  );
}
