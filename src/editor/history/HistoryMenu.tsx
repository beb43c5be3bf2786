import { Menu } from '@base-ui/react/menu';
import HistoryIcon from 'lucide-react/icons/history';
import { useStore } from 'zustand';
import { useEditor, useServices } from '../editor-context.tsx';
import type { FilesStore } from '../files/files-store.ts';
import './history-menu.css';
import { historySteps } from './steps.ts';

/** The steps of the drawing, the newest first: choosing one goes there, back or forward. It stays open for looking about. */
export function HistoryMenu({ files }: { readonly files: FilesStore }) {
  const { store } = useServices();
  const open = useStore(files, (state) => state.dialog === 'history');
  const history = useEditor((state) => state.history);
  const steps = open ? historySteps(history) : [];
  return (
    <Menu.Root
      modal={false}
      open={open}
      onOpenChange={(next) => files.getState().show(next ? 'history' : null)}
    >
      <Menu.Trigger
        className="button"
        data-variant="quiet"
        data-icon
        aria-label="History"
        title="History"
        disabled={history.past.length + history.future.length === 0}
      >
        <HistoryIcon size={15} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={4} align="start">
          <Menu.Popup className="menu history" aria-label="Steps of the drawing">
            <Menu.RadioGroup value={0} onValueChange={(steps: number) => store.getState().travel(steps)}>
              {steps.map(({ name, distance }, i) => (
                <Menu.RadioItem
                  // the same step keeps its place, wherever the present is
                  key={steps.length - i}
                  className="menu-item history-step"
                  value={distance}
                  closeOnClick={false}
                  data-undone={distance > 0 || undefined}
                >
                  <Menu.RadioItemIndicator className="history-present" />
                  <span className="menu-label">{name}</span>
                  {distance === 0 && <span className="history-now">now</span>}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
