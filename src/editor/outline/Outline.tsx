import ChevronRight from 'lucide-react/icons/chevron-right';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useDrawing, useEditor, useServices } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';
import { diagnosticsIndex } from '../store/diagnostics-index.ts';
import { CategoryIcon } from '../ui/CategoryIcon.tsx';
import './outline.css';
import { outlineMove, outlineRows, type OutlineRow } from './outline-rows.ts';

const WORDS = { input: 'Input', output: 'Output', problem: 'Problem' } as const;

/** What a node is called, and whether something is wrong with it. */
function NodeLine({ id }: { readonly id: string }) {
  const type = useDrawing((drawing) => drawing.node(id)?.type ?? '');
  const label = useDrawing((drawing) => drawing.resolved(id)?.spec.label) ?? type;
  const problems = useEditor((state) => diagnosticsIndex(state.compilation).byNode.get(id)?.length ?? 0);
  return (
    <>
      <CategoryIcon type={type} />
      <span className="outline-label">
        {label} <span className="outline-id">{id}</span>
      </span>
      {problems > 0 && (
        <span className="outline-problems">
          {problems}
          <span className="visually-hidden"> {problems === 1 ? 'problem' : 'problems'}</span>
        </span>
      )}
    </>
  );
}

/**
 * The drawing as a tree, for keyboards and screen readers: every node, and under it its problems and wires. Enter on a
 * wire's line leads to the node at its other end.
 */
export function Outline() {
  const { store } = useServices();
  const graph = useEditor((state) => graphOf(state.content));
  const index = useEditor((state) => diagnosticsIndex(state.compilation));
  const selected = useEditor((state) => state.selection.nodes);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState('');
  const tree = useRef<HTMLUListElement>(null);

  const rows = outlineRows(graph, open, (node) =>
    (index.byNode.get(node) ?? []).map(({ message }) => message),
  );
  if (rows.length === 0)
    return <p className="empty-note">The drawing is empty. Add nodes from the Nodes tab.</p>;
  // one row of the tree is in the order of Tab; the first, where the last one has gone
  const here = rows.some(({ key }) => key === at) ? at : rows[0]!.key;

  const toggle = (node: string) => {
    const next = new Set(open);
    if (!next.delete(node)) next.add(node);
    setOpen(next);
  };
  const focusRow = (key: string) => {
    setAt(key);
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  };
  const enter = ({ kind, node, leadsTo }: OutlineRow) => {
    store.getState().focusNode(leadsTo);
    if (kind === 'input' || kind === 'output') focusRow(`${leadsTo}/node/`);
    else setAt(`${node}/node/`);
  };
  const press = (event: KeyboardEvent) => {
    const row = rows.find(({ key }) => key === here)!;
    const move = outlineMove(rows, open, here, event.key);
    if (move && 'to' in move) focusRow(move.to);
    else if (move) toggle('open' in move ? move.open : move.close);
    else if (event.key === 'Enter' || event.key === ' ') enter(row);
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
  };

  return (
    <ul ref={tree} className="outline" role="tree" aria-label="Nodes of the drawing" onKeyDown={press}>
      {rows.map((row) => (
        <li
          key={row.key}
          data-key={row.key}
          className={row.kind === 'node' ? 'outline-item' : 'outline-line'}
          role="treeitem"
          aria-level={row.kind === 'node' ? 1 : 2}
          aria-selected={row.kind === 'node' && selected.includes(row.node)}
          {...(row.kind === 'node' ? { 'aria-expanded': open.has(row.node) } : {})}
          tabIndex={row.key === here ? 0 : -1}
          data-kind={row.kind}
          onFocus={() => setAt(row.key)}
          onClick={() => enter(row)}
        >
          {row.kind === 'node' ? (
            <>
              <span
                className="outline-chevron"
                data-open={open.has(row.node) || undefined}
                onClick={(event) => {
                  event.stopPropagation();
                  toggle(row.node);
                }}
              >
                <ChevronRight size={13} aria-hidden />
              </span>
              <NodeLine id={row.node} />
            </>
          ) : (
            <>
              <b>{WORDS[row.kind]}</b> {row.text}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
