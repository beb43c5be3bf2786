import { useServices } from '../editor-context.tsx';
import './gallery.css';

/** The methods: choosing one opens its drawing. The drawing before comes back with undo. */
export function Gallery() {
  const { openDocument, templates } = useServices();
  return (
    <ul className="gallery" aria-label="Methods">
      {templates.map(({ id, document }) => (
        <li key={id}>
          <button type="button" className="gallery-item" onClick={() => openDocument(document)}>
            <span className="gallery-title">{document.meta.title}</span>
            <span className="gallery-idea">{document.meta.idea}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
