import Group from 'lucide-react/icons/group';
import { edgeId } from '../../document/schema.ts';
import { PORT_KINDS } from '../../spec/port.ts';
import { wireLabel } from '../canvas/wire-label.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { packSelection } from '../composites/packing-actions.ts';
import { useDrawing, useEditor, useServices } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';
import { diagnosticsIndex } from '../store/diagnostics-index.ts';
import { Button } from '../ui/Button.tsx';
import { Diagnostics } from './Diagnostics.tsx';

const NONE: readonly never[] = [];
const FLOWS = {
  gradient: 'Gradient flows back through this wire.',
  cut: 'Gradient is cut on this wire.',
  forward: 'No gradient reaches this wire.',
} as const;

/** A selected wire: what travels on it and whether gradient comes back. */
export function WirePage({ id }: { readonly id: string }) {
  const { store } = useServices();
  const edge = useEditor((state) => graphOf(state.content).edges.find((other) => edgeId(other) === id));
  const label = useEditor((state) => wireLabel(state.compilation?.wires.get(id)));
  const flow = useEditor((state) => state.compilation?.gradient.edges.get(id));
  const diagnostics = useEditor((state) => diagnosticsIndex(state.compilation).byEdge.get(id) ?? NONE);
  const kind = useDrawing((drawing) => (edge ? drawing.kind(edge.from) : undefined));
  if (!edge) return null;
  return (
    <div className="page">
      <header className="page-head">
        <h2>Wire</h2>
        <p>
          {edge.from} → {edge.to}
        </p>
      </header>
      <Diagnostics diagnostics={diagnostics} />
      <p className="page-text">
        {kind
          ? `Carries ${PORT_KINDS[kind].label}: ${PORT_KINDS[kind].carries}.`
          : 'What it carries is not known yet.'}{' '}
        {label && `Shape ${label}.`} {flow && FLOWS[flow]}
      </p>
      <Button onClick={() => store.getState().run(deleteElements([], [id]))}>Cut this wire</Button>
    </div>
  );
}

/** Several selected things: how many, and what can be done to all of them. */
export function SelectionPage() {
  const services = useServices();
  const { store } = services;
  const { nodes, edges, notes = NONE } = useEditor((state) => state.selection);
  const parts = [
    nodes.length ? `${nodes.length} node${nodes.length === 1 ? '' : 's'}` : '',
    edges.length ? `${edges.length} wire${edges.length === 1 ? '' : 's'}` : '',
    notes.length ? `${notes.length} note${notes.length === 1 ? '' : 's'}` : '',
  ].filter(Boolean);
  return (
    <div className="page">
      <header className="page-head">
        <h2>{parts.join(', ').replace(/, ([^,]*)$/, ' and $1')} selected</h2>
        <p>
          Drag to move them together.
          {nodes.length > 1 && ' Made one node, they stay as they are and take less room.'}
        </p>
      </header>
      {nodes.length > 1 && (
        <Button onClick={() => void packSelection(services)}>
          <Group size={14} aria-hidden />
          Make one node
        </Button>
      )}
      <Button onClick={() => store.getState().run(deleteElements(nodes, edges, notes))}>
        Delete the selection
      </Button>
    </div>
  );
}
