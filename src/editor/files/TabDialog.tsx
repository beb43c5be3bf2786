import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';

/** Asks what this tab is to do where another one has the drawing: of two that save, one would overwrite the other. */
export function TabDialog() {
  const { tabs } = useServices();
  const role = useStore(tabs.state, (state) => state.role);
  const [working, setWorking] = useState(false);
  const choose = async (choice: () => Promise<void>) => {
    setWorking(true);
    await choice();
    setWorking(false);
  };
  const overtaken = role === 'overtaken';
  return (
    <AlertDialog.Root
      open={overtaken || role === 'asking'}
      // Escape changes nothing, which is to look on
      onOpenChange={(next) => !next && !working && tabs.view()}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog-backdrop" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title className="dialog-title">
            {overtaken ? 'Another tab has taken over this drawing' : 'This drawing is open in another tab'}
          </AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">
            {overtaken
              ? 'It is saved there now. What you did here was saved before. '
              : 'It is saved there; edits made here are not saved until you choose. '}
            A copy is a drawing of its own. Taking over ends saving in the other tab; what it has done comes
            here, and undo brings back what this tab shows.
          </AlertDialog.Description>
          <div className="dialog-actions">
            <Button disabled={working} onClick={() => tabs.view()}>
              Only view
            </Button>
            <Button disabled={working} onClick={() => void choose(tabs.takeOver)}>
              {overtaken ? 'Take it back' : 'Take over'}
            </Button>
            <Button variant="primary" disabled={working} onClick={() => void choose(tabs.workOnCopy)}>
              Work on a copy
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
