import { Dialog } from '@base-ui/react/dialog';
import { closeDialog } from './dialogs.ts';
import '../files/file-problem-dialog.css';

/** What Unlabel is, and where to look further. */
export function AboutDialog() {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">About Unlabel</Dialog.Title>
          <Dialog.Description className="dialog-text">
            Unlabel is a visual editor and laboratory for self-supervised learning: you draw a method, it is
            compiled and trained in this browser, and you see what it learns and whether it collapses. Your
            drawings, your images and what is trained stay on this machine.
          </Dialog.Description>
          <ul className="dialog-text">
            <li>
              <a href="check.html" target="_blank" rel="noreferrer">
                Check this device
              </a>
              : what computes here, and whether it computes right.
            </li>
            <li>
              <a href="bench.html" target="_blank" rel="noreferrer">
                Benchmark this browser
              </a>
              : how long training steps take here.
            </li>
          </ul>
          <Dialog.Close className="button" data-variant="primary">
            Close
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
