import { useDrawing, useEditor, useServices } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';
import { diagnosticsIndex } from '../store/diagnostics-index.ts';
import { CategoryIcon } from '../ui/CategoryIcon.tsx';
import './outline.css';

function OutlineItem({ id, type }: { readonly id: string; readonly type: string }) {
  const { store } = useServices();
  const label = useDrawing((drawing) => drawing.resolved(id)?.spec.label ?? type);
  const selected = useEditor((state) => state.selection.nodes.includes(id));
  const problems = useEditor((state) => diagnosticsIndex(state.compilation).byNode.get(id)?.length ?? 0);
  const feeds = useEditor((state) => graphOf(state.content).edges)
    .filter((edge) => edge.to.startsWith(`${id}.`))
    .map((edge) => edge.from);
  return (
    <li>
      <button
        type="button"
        className="outline-item"
        aria-current={selected || undefined}
        onClick={() => store.getState().focusNode(id)}
      >
        <CategoryIcon type={type} />
        <span className="outline-label">
          {label} <span className="outline-id">{id}</span>
        </span>
        {problems > 0 && (
          <span className="outline-problems" aria-label={`${problems} problems`}>
            {problems}
          </span>
        )}
        {feeds.length > 0 && <span className="outline-from">from {feeds.join(', ')}</span>}
      </button>
    </li>
  );
}

/** The drawing as a list, for keyboards and screen readers: every node, what feeds it and whether it has problems. */
export function Outline() {
  const nodes = useEditor((state) => graphOf(state.content).nodes);
  if (nodes.length === 0)
    return <p className="empty-note">The drawing is empty. Add nodes from the Nodes tab.</p>;
  return (
    <ul className="outline" aria-label="Nodes of the drawing">
      {nodes.map(({ id, type }) => (
        <OutlineItem key={id} id={id} type={type} />
      ))}
    </ul>
  );
}
