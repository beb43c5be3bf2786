import Search from 'lucide-react/icons/search';
import Trash from 'lucide-react/icons/trash-2';
import { useMemo, useState, type CSSProperties } from 'react';
import { withComposites } from '../../compiler/composite-registry.ts';
import { compositeIdOf } from '../../document/composites.ts';
import { compositeUses } from '../commands/composite-uses.ts';
import { deleteComposite } from '../commands/edit-composite.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { CategoryIcon } from '../ui/CategoryIcon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { wireTarget } from '../wiring/wire-target.ts';
import './palette.css';
import { CATEGORY_LABELS, searchSpecs } from './search-specs.ts';
import { PALETTE_MIME, useAddNode } from './use-add-node.ts';

/** The node types: drag one onto the drawing, or click to add it. */
export function Palette() {
  const { store, registry } = useServices();
  const composites = useEditor((state) => state.content.document.composites);
  const document = useEditor((state) => state.content.document);
  const all = useMemo(() => withComposites(registry, composites).specs, [registry, composites]);
  const [query, setQuery] = useState('');
  const add = useAddNode();
  const groups = searchSpecs(all, query);
  return (
    <div className="palette">
      <label className="search">
        <Search size={14} aria-hidden />
        <input
          type="search"
          placeholder="Search nodes"
          aria-label="Search nodes"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
      {groups.length === 0 && (
        <p className="empty-note">No node matches “{query}”. Try a method’s or a loss’s name.</p>
      )}
      {groups.map(({ category, specs }) => (
        <section
          key={category}
          aria-label={CATEGORY_LABELS[category]}
          style={{ '--rows': specs.length } as CSSProperties}
        >
          <h2 className="side-heading">{CATEGORY_LABELS[category]}</h2>
          <ul>
            {specs.map((spec) => (
              <li key={spec.id} className="palette-row">
                <button
                  type="button"
                  className="palette-item"
                  aria-label={`Add ${spec.label}`}
                  title="Drag onto the drawing, or click to add"
                  draggable
                  onDragStart={(event) => {
                    event.dataTransfer.setData(PALETTE_MIME, spec.id);
                    event.dataTransfer.effectAllowed = 'copy';
                    wireTarget.setState({ carried: spec.id });
                  }}
                  onDragEnd={() => wireTarget.setState({ edge: null, takes: false, carried: null })}
                  onClick={() => add(spec.id)}
                >
                  <CategoryIcon type={spec.id} />
                  <span className="palette-label">{spec.label}</span>
                  <span className="palette-summary">{spec.summary}</span>
                </button>
                {category === 'composite' && compositeUses(document, spec.id) === 0 && (
                  <IconButton
                    variant="quiet"
                    label={`Delete the node type ${spec.label}`}
                    onClick={() => store.getState().run(deleteComposite(compositeIdOf(spec.id)!))}
                  >
                    <Trash size={13} aria-hidden />
                  </IconButton>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
