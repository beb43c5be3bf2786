import { createStore } from 'zustand/vanilla';
import type { EditorServices } from '../editor-context.tsx';
import type { SampleState } from '../samples/sample-store.ts';
import type { Content } from '../store/content.ts';
import { createDrawingView } from '../store/drawing.ts';
import { createEditorStore } from '../store/editor-store.ts';

/** Images of another drawing than the window's are not computed: cards keep their room. */
const WITHOUT_SAMPLES: SampleState = {
  phase: 'waiting',
  byNode: new Map(),
  draw: 0,
  awaited: () => false,
  begin: () => undefined,
  wait: () => undefined,
  drawOthers: () => undefined,
  watch: () => () => undefined,
};

/** What cards and wires of a drawing beside the window's ask for: its own nodes, shapes and problems; nothing can be done to it. */
export function sideServices(services: EditorServices, content: Content): EditorServices {
  const store = createEditorStore(content);
  const drawing = createDrawingView(services.registry);
  store.setState({ compilation: services.compile(content.document, content.preset) });
  return {
    ...services,
    store,
    drawing,
    samples: createStore<SampleState>()(() => WITHOUT_SAMPLES),
  };
}
