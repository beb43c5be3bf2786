import Download from 'lucide-react/icons/download';
import NotebookText from 'lucide-react/icons/notebook-text';
import { useRef, useState } from 'react';
import type { TargetId } from '../../codegen/targets.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { useServices } from '../editor-context.tsx';
import { download, fileName } from '../files/download.ts';
import { Button } from '../ui/Button.tsx';
import type { PackProgress } from './project-maker.ts';

function words(progress: PackProgress): string {
  if (progress.doing === 'recording') {
    const again = progress.seed > 1 ? ` (attempt ${progress.seed} of at most 60)` : '';
    return `Recording three steps as the proof${again}…`;
  }
  return progress.doing === 'planning' ? 'Writing the code…' : 'Packing…';
}

interface PackButtonsProps {
  readonly target: TargetId;
  readonly disabled: boolean;
  /** Why the zip carries no proof, or why there is none. */
  readonly onProblems: (problems: readonly Diagnostic[]) => void;
}

/** Downloads the project with its proof, which takes seconds that can be cut short, or a notebook of it. */
export function PackButtons({ target, disabled, onProblems }: PackButtonsProps) {
  const { store, projects } = useServices();
  const [progress, setProgress] = useState<PackProgress | null>(null);
  const cancel = useRef<AbortController>(null);
  const pack = async () => {
    const { document, preset } = store.getState().content;
    const controller = new AbortController();
    cancel.current = controller;
    setProgress({ doing: 'planning' });
    onProblems([]);
    const maker = await projects();
    const packed = await maker.pack({ target, document, preset }, setProgress, controller.signal);
    setProgress(null);
    if (!packed) return;
    if (!packed.ok) return onProblems(packed.problems);
    const { zip, note } = packed.value;
    download(fileName(document, 'zip'), zip, 'application/zip');
    if (note) onProblems([note]);
  };
  const note = async () => {
    const { document, preset } = store.getState().content;
    onProblems([]);
    const maker = await projects();
    const notebook = await maker.notebook({ target, document, preset });
    if (!notebook.ok) return onProblems(notebook.problems);
    download(fileName(document, 'ipynb'), notebook.value, 'application/x-ipynb+json');
  };
  if (progress) {
    return (
      <>
        <span className="code-progress" role="status">
          {words(progress)}
        </span>
        <Button onClick={() => cancel.current?.abort()}>Cancel</Button>
      </>
    );
  }
  return (
    <>
      <Button disabled={disabled} onClick={() => void pack()}>
        <Download size={14} aria-hidden />
        Download .zip
      </Button>
      {/* notebooks are written in Python */}
      {target === 'pytorch' && (
        <Button disabled={disabled} onClick={() => void note()}>
          <NotebookText size={14} aria-hidden />
          Notebook
        </Button>
      )}
    </>
  );
}
