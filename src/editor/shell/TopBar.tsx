import { Tooltip } from '@base-ui/react/tooltip';
import Moon from 'lucide-react/icons/moon';
import Redo from 'lucide-react/icons/redo-2';
import Sun from 'lucide-react/icons/sun';
import Undo from 'lucide-react/icons/undo-2';
import { useStore } from 'zustand';
import { useKeysOf } from '../actions/actions-context.tsx';
import { setMeta } from '../commands/set-meta.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import type { FilesStore } from '../files/files-store.ts';
import { HistoryMenu } from '../history/HistoryMenu.tsx';
import { RunControls } from '../lab/RunControls.tsx';
import { toggleTheme, useTheme } from '../theme/theme.ts';
import { Hint } from '../ui/Hint.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { AppMenu } from './AppMenu.tsx';
import { PresetChoice } from './PresetChoice.tsx';
import './top-bar.css';

const STATUS = { saved: 'Saved', saving: 'Saving', failed: 'Not saved', paused: 'View only' } as const;

const KEPT = 'The drawing is kept in this browser as you work.';
const HINT = {
  saved: KEPT,
  saving: KEPT,
  failed: 'The drawing is not kept in this browser: save it to a file.',
  paused: 'Another tab saves this drawing; this one shows what is saved there. Press to choose otherwise.',
} as const;

interface TopBarProps {
  readonly files: FilesStore;
}

/** What happens: the drawing's name and history, its preset, and the controls of training. */
export function TopBar({ files }: TopBarProps) {
  const { store, tabs } = useServices();
  const title = useEditor((state) => state.content.document.meta.title);
  const undoable = useEditor((state) => state.history.past.at(-1)?.name);
  const redoable = useEditor((state) => state.history.future[0]?.name);
  const status = useStore(files, (state) => state.status);
  const problem = useStore(files, (state) => state.storageProblem);
  const theme = useTheme();
  const undoKeys = useKeysOf('edit.undo');
  const redoKeys = useKeysOf('edit.redo');
  const { run, endGesture, undo, redo } = store.getState();
  const Other = theme === 'dark' ? Sun : Moon;
  return (
    // of neighbours, the hint of the next appears at once
    <Tooltip.Provider>
      <header className="top-bar">
        <AppMenu />
        <h1 className="wordmark">Unlabel</h1>
        <div className="top-name">
          <input
            aria-label="Name of the drawing"
            value={title}
            placeholder="Untitled"
            spellCheck={false}
            onChange={(event) => run(setMeta('title', event.target.value))}
            onBlur={endGesture}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
            }}
          />
          <Hint text={problem?.message ?? HINT[status]}>
            <button
              type="button"
              className="top-status"
              data-status={status}
              aria-label={`Autosave: ${STATUS[status]}`}
              onClick={() => status === 'paused' && tabs.ask()}
            >
              {STATUS[status]}
            </button>
          </Hint>
        </div>
        <div className="top-group">
          <IconButton
            label={undoable ? `Undo: ${undoable}` : 'Undo'}
            {...(undoKeys === undefined ? {} : { keys: undoKeys })}
            aria-label="Undo"
            disabled={!undoable}
            onClick={undo}
          >
            <Undo size={15} aria-hidden />
          </IconButton>
          <IconButton
            label={redoable ? `Redo: ${redoable}` : 'Redo'}
            {...(redoKeys === undefined ? {} : { keys: redoKeys })}
            aria-label="Redo"
            disabled={!redoable}
            onClick={redo}
          >
            <Redo size={15} aria-hidden />
          </IconButton>
          <HistoryMenu files={files} />
        </div>
        <PresetChoice className="top-preset" />
        <div className="top-run">
          <RunControls />
        </div>
        <IconButton label={theme === 'dark' ? 'Light theme' : 'Dark theme'} onClick={toggleTheme}>
          <Other size={15} aria-hidden />
        </IconButton>
      </header>
    </Tooltip.Provider>
  );
}
