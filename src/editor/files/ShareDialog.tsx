import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import { useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';
import type { FilesStore } from './files-store.ts';
import { shareLink } from './share-link.ts';

/** The link, which can be copied; or why the drawing is to be sent as a file. */
function Link({ files }: { readonly files: FilesStore }) {
  const { store } = useServices();
  const [link, setLink] = useState<Checked<string> | null>(null);
  const [copied, setCopied] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    let shown = true;
    void shareLink(store.getState().content, location.href).then((made) => {
      if (shown) setLink(made);
    });
    return () => {
      shown = false;
    };
  }, [store]);
  if (!link) return null;
  if (!link.ok) {
    return (
      <>
        <ul className="dialog-problems">
          {link.problems.map(({ code, message }) => (
            <li key={code}>
              {message} <code>{code}</code>
            </li>
          ))}
        </ul>
        <div className="dialog-actions">
          <Dialog.Close className="button">Close</Dialog.Close>
          <Button variant="primary" onClick={() => void files.getState().saveAs()}>
            Save to a file
          </Button>
        </div>
      </>
    );
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link.value);
      setCopied('copied');
    } catch {
      setCopied('refused');
    }
  };
  return (
    <>
      <div className="share-row">
        <input
          className="text-field"
          aria-label="Link to the drawing"
          readOnly
          value={link.value}
          onFocus={(event) => event.target.select()}
        />
        <Button variant="primary" onClick={() => void copy()}>
          Copy link
        </Button>
      </div>
      <p className="dialog-text" role="status">
        {copied === 'copied' && `Copied: a link of ${link.value.length.toLocaleString('en')} characters.`}
        {copied === 'refused' &&
          'The browser does not let this page use the clipboard: select the link and copy it.'}
      </p>
      <div className="dialog-actions">
        <Dialog.Close className="button">Close</Dialog.Close>
      </div>
    </>
  );
}

/** Gives the drawing as a link. */
export function ShareDialog({ files }: { readonly files: FilesStore }) {
  const open = useStore(files, (state) => state.dialog === 'share');
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && files.getState().show(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">Share as a link</Dialog.Title>
          <Dialog.Description className="dialog-text">
            The whole drawing is in the link, as it is now: whoever has the link has the drawing. It is sent
            to no server.
          </Dialog.Description>
          <Link files={files} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
