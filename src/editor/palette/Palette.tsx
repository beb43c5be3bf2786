import Search from 'lucide-react/icons/search';
import { useState } from 'react';
import { useServices } from '../editor-context.tsx';
import { CategoryIcon } from '../ui/CategoryIcon.tsx';
import './palette.css';
import { CATEGORY_LABELS, searchSpecs } from './search-specs.ts';
import { PALETTE_MIME, useAddNode } from './use-add-node.ts';

/** The node types: drag one onto the drawing, or click to add it. */
export function Palette() {
  const { registry } = useServices();
  const [query, setQuery] = useState('');
  const add = useAddNode();
  const groups = searchSpecs(registry.specs, query);
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
        <section key={category} aria-label={CATEGORY_LABELS[category]}>
          <h2 className="side-heading">{CATEGORY_LABELS[category]}</h2>
          <ul>
            {specs.map((spec) => (
              <li key={spec.id}>
                <button
                  type="button"
                  className="palette-item"
                  aria-label={`Add ${spec.label}`}
                  title="Drag onto the drawing, or click to add"
                  draggable
                  onDragStart={(event) => {
                    event.dataTransfer.setData(PALETTE_MIME, spec.id);
                    event.dataTransfer.effectAllowed = 'copy';
                  }}
                  onClick={() => add(spec.id)}
                >
                  <CategoryIcon type={spec.id} />
                  <span className="palette-label">{spec.label}</span>
                  <span className="palette-summary">{spec.summary}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
