import { useEditor } from '../editor-context.tsx';
import { DocumentPage } from './DocumentPage.tsx';
import './inspector.css';
import { NodePage } from './NodePage.tsx';
import { NotePage } from './NotePage.tsx';
import { SelectionPage, WirePage } from './SelectionPage.tsx';

const NONE: readonly string[] = [];

/** What is selected: a node, a wire, several things, or the drawing itself. */
export function Inspector() {
  const { nodes, edges, notes = NONE } = useEditor((state) => state.selection);
  const [node, wire, note] = [nodes[0], edges[0], notes[0]];
  if (node !== undefined && nodes.length === 1 && edges.length + notes.length === 0)
    return <NodePage key={node} id={node} />;
  if (wire !== undefined && edges.length === 1 && nodes.length + notes.length === 0)
    return <WirePage key={wire} id={wire} />;
  if (note !== undefined && notes.length === 1 && nodes.length + edges.length === 0)
    return <NotePage key={note} id={note} />;
  if (nodes.length + edges.length + notes.length > 0) return <SelectionPage />;
  return <DocumentPage />;
}
