import { Dialog } from '@base-ui/react/dialog';
import X from 'lucide-react/icons/x';
import { Suspense } from 'react';
import { closeDialog } from '../dialogs/dialogs.ts';
import '../files/file-problem-dialog.css';
import { Button } from '../ui/Button.tsx';
import './compare.css';
import { CompareView } from './CompareView.tsx';

/** Two drawings beside each other, over the whole window. */
export function CompareDialog() {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="compare">
          <div className="compare-head">
            <Dialog.Title className="dialog-title">Compare drawings</Dialog.Title>
            <Dialog.Close render={<Button icon variant="quiet" aria-label="Close" />}>
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          <Suspense>
            <CompareView />
          </Suspense>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
