import { useStore } from 'zustand';
import { useEditor } from '../editor-context.tsx';
import { termStore } from '../formula/term-store.ts';
import { linesOf } from './line-nodes.ts';
import type { CodeFile } from './project-maker.ts';

interface FileListProps {
  readonly files: readonly CodeFile[];
  readonly shown: CodeFile;
  readonly onShow: (path: string) => void;
}

/** The files of a project; a dot is at those that say something of what is pointed at or selected. */
export function FileList({ files, shown, onShow }: FileListProps) {
  const pointed = useStore(termStore, ({ node }) => node);
  const selected = useEditor(({ selection }) => selection.nodes);
  const nodes = pointed === null ? selected : [pointed];
  return (
    <ul className="code-files" aria-label="Files">
      {files.map((file) => (
        <li key={file.path}>
          <button
            type="button"
            className="code-file"
            aria-current={file === shown || undefined}
            data-lit={linesOf(file, nodes).length > 0 || undefined}
            onClick={() => onShow(file.path)}
          >
            {file.path}
          </button>
        </li>
      ))}
    </ul>
  );
}
