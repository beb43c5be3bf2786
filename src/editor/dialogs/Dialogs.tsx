import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { dialogs } from './dialogs.ts';

// none of them is needed to draw
const CommandPalette = lazy(async () => ({
  default: (await import('../finder/CommandPalette.tsx')).CommandPalette,
}));
const ShortcutsDialog = lazy(async () => ({
  default: (await import('../shortcuts/ShortcutsDialog.tsx')).ShortcutsDialog,
}));
const CompareDialog = lazy(async () => ({
  default: (await import('../compare/CompareDialog.tsx')).CompareDialog,
}));
const AboutDialog = lazy(async () => ({ default: (await import('./AboutDialog.tsx')).AboutDialog }));

/** The dialog that is open, if one is. */
export function Dialogs() {
  const open = useStore(dialogs, (state) => state.open);
  if (!open) return null;
  return (
    <Suspense>
      {open.kind === 'commands' && <CommandPalette scope={open.scope} />}
      {open.kind === 'shortcuts' && <ShortcutsDialog />}
      {open.kind === 'compare' && <CompareDialog />}
      {open.kind === 'about' && <AboutDialog />}
    </Suspense>
  );
}
