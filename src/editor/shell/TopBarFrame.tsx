import MenuIcon from 'lucide-react/icons/menu';
import { useEditor } from '../editor-context.tsx';
import { useLab } from '../lab/lab-context.tsx';
import { RunMain } from '../lab/RunMain.tsx';
import { useAttempt } from '../lab/use-attempt.ts';
import './top-bar.css';

/** The top bar until the code of its menus and hints is there: what the drawing is called, and the button that trains it. */
export function TopBarFrame() {
  const { runStore, compilation } = useLab();
  const { attempt } = useAttempt();
  const title = useEditor((state) => state.content.document.meta.title);
  return (
    <header className="top-bar">
      <span className="button" data-variant="quiet" data-icon aria-hidden>
        <MenuIcon size={16} />
      </span>
      <h1 className="wordmark">Unlabel</h1>
      <div className="top-name top-name-still">{title}</div>
      <div className="top-run">
        <RunMain
          store={runStore}
          program={compilation?.program ?? null}
          ready={compilation !== null}
          attempt={attempt}
        />
        <span className="top-still-buttons" />
      </div>
    </header>
  );
}
