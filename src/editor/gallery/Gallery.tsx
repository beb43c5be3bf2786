import Search from 'lucide-react/icons/search';
import { use, useRef, useState, type KeyboardEvent } from 'react';
import { useServices, type Template } from '../editor-context.tsx';
import { DrawingPicture } from '../ui/DrawingPicture.tsx';
import { gridNeighbour } from './grid-neighbour.ts';
import './gallery.css';
import { published } from './published.ts';
import { firstSentence, searchTemplates } from './search-templates.ts';

function Card({ template, onOpen }: { readonly template: Template; readonly onOpen: () => void }) {
  const { meta } = template.document;
  return (
    <button
      type="button"
      className="gallery-item"
      // the idea is a description: a list of names is what a screen reader's user wants first
      aria-label={meta.title}
      aria-describedby={`gallery-${template.id}`}
      onClick={onOpen}
    >
      <span className="gallery-picture">
        <DrawingPicture document={template.document} />
      </span>
      <span className="gallery-title">{meta.title}</span>
      <span className="gallery-published">{published(meta.citation)}</span>
      <span className="gallery-idea" id={`gallery-${template.id}`}>
        {firstSentence(meta.idea)}
      </span>
    </button>
  );
}

/** The methods with their pictures: choosing one opens its drawing. The drawing before comes back with undo. */
export function Gallery({ onOpened }: { readonly onOpened?: () => void }) {
  const { openDocument, templates: late } = useServices();
  const templates = use(late.all());
  const [query, setQuery] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const groups = searchTemplates(templates, query);

  const move = (event: KeyboardEvent) => {
    const cards = [...(place.current?.querySelectorAll<HTMLElement>('.gallery-item') ?? [])];
    const from = cards.indexOf(event.target as HTMLElement);
    // from the field of the filter the list is entered at its beginning; other keys edit the text
    if (from < 0 && event.key !== 'ArrowDown') return;
    const boxes = cards.map((card) => card.getBoundingClientRect());
    const to = from < 0 ? 0 : gridNeighbour(boxes, from, event.key);
    if (to === from) return;
    event.preventDefault();
    cards[to]?.focus();
  };

  return (
    <div className="gallery" ref={place} onKeyDown={move}>
      <label className="search">
        <Search size={14} aria-hidden />
        <input
          type="search"
          placeholder="Search methods"
          aria-label="Search methods"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
      <p className="visually-hidden" role="status">
        {query === '' ? '' : `${groups.reduce((sum, group) => sum + group.templates.length, 0)} methods`}
      </p>
      {groups.length === 0 && (
        <p className="empty-note">No method matches “{query}”. Try an author, a venue or an idea.</p>
      )}
      {groups.map(({ family, label, templates: members }) => (
        <section key={family} aria-label={label}>
          <h2 className="side-heading">{label}</h2>
          <ul className="gallery-cards">
            {members.map((template) => (
              <li key={template.id}>
                <Card
                  template={template}
                  onOpen={() => {
                    openDocument(template.document);
                    onOpened?.();
                  }}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
