import { useEditor } from '../editor-context.tsx';
import { DocumentPage } from './DocumentPage.tsx';
import './inspector.css';
import { NodePage } from './NodePage.tsx';
import { SelectionPage, WirePage } from './SelectionPage.tsx';

/** What is selected: a node, a wire, several things, or the drawing itself. */
export function Inspector() {
  const { nodes, edges } = useEditor((state) => state.selection);
  const [node, wire] = [nodes[0], edges[0]];
  if (node !== undefined && nodes.length === 1 && edges.length === 0)
    return <NodePage key={node} id={node} />;
  if (wire !== undefined && edges.length === 1 && nodes.length === 0)
    return <WirePage key={wire} id={wire} />;
  if (nodes.length + edges.length > 0) return <SelectionPage />;
  return <DocumentPage />;
}
