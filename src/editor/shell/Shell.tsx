import { startTransition, useCallback, useEffect, useRef, useState, type DragEvent } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { StoreApi } from 'zustand/vanilla';
import { ActionsProvider, type Actions } from '../actions/actions-context.tsx';
import { createKeymapStore } from '../actions/keymap-store.ts';
import { Canvas } from '../canvas/Canvas.tsx';
import type { FlowState } from '../canvas/flow-store.ts';
import { useClipboard } from '../clipboard/use-clipboard.ts';
import { Dialogs } from '../dialogs/Dialogs.tsx';
import { useServices } from '../editor-context.tsx';
import type { FilesStore } from '../files/files-store.ts';
import { Announcer } from '../ui/Announcer.tsx';
import { useTheme } from '../theme/theme.ts';
import { TourOffer } from '../tour/TourOffer.tsx';
import { afterCanvas } from './after-canvas.ts';
import { LabBridge } from './LabBridge.tsx';
import { useFoldable } from './use-foldable.ts';
import './shell.css';
import { StatusBar } from './StatusBar.tsx';
import { TopBarFrame } from './TopBarFrame.tsx';
import { useShortcuts } from './use-shortcuts.ts';

// the canvas comes first: everything around it is fetched once it stands
const TopBar = afterCanvas(async () => (await import('./TopBar.tsx')).TopBar, TopBarFrame);
const LeftPanel = afterCanvas(async () => (await import('./LeftPanel.tsx')).LeftPanel);
const Inspector = afterCanvas(async () => (await import('../inspector/Inspector.tsx')).Inspector);
const LabDrawer = afterCanvas(async () => (await import('../lab/LabDrawer.tsx')).LabDrawer);
const ShellDialogs = afterCanvas(async () => (await import('./ShellDialogs.tsx')).ShellDialogs);

/** Pixels of width below which there is no room for three columns. */
const SMALL = 720;

interface ShellProps {
  readonly files: FilesStore;
  readonly flow: StoreApi<FlowState>;
}

/** The window: what there is on the left, the drawing in the middle, what is selected on the right, the lab below. */
export function Shell({ files, flow }: ShellProps) {
  const services = useServices();
  const picker = useRef<HTMLInputElement>(null);
  const pickFile = useCallback(() => {
    if (!files.getState().pick()) picker.current?.click();
  }, [files]);
  const [dropping, setDropping] = useState(false);

  const columns = useDefaultLayout({ id: 'unlabel.columns', storage: localStorage });
  const rows = useDefaultLayout({ id: 'unlabel.rows', storage: localStorage });
  const middle = useDefaultLayout({ id: 'unlabel.middle', storage: localStorage });
  // on a telephone the drawing comes first
  const [small] = useState(() => window.innerWidth < SMALL);
  const left = useFoldable('226px', small);
  const right = useFoldable('304px', small);
  const drawer = useFoldable('270px');
  const showDrawer = drawer.show;
  useTheme();

  const [keymap] = useState(() => createKeymapStore(localStorage));
  const panels = { library: left, inspector: right, lab: drawer };
  const actions: Actions = { keymap, context: { services, files, window: { pickFile, panels } } };
  useShortcuts(actions);
  useClipboard(services);

  // the frame is put up and measured before there is a drawing in it: both at once would keep the page from answering
  const [framed, setFramed] = useState(false);
  useEffect(() => startTransition(() => setFramed(true)), []);

  const takesFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    <ActionsProvider value={actions}>
      <LabBridge showDrawer={showDrawer}>
        <div
          className="shell"
          onDragOver={(event) => {
            if (!takesFile(event)) return;
            event.preventDefault();
            setDropping(true);
          }}
          onDragLeave={(event) => {
            // crossing from one element of the window to another is no leaving
            if (event.relatedTarget === null) setDropping(false);
          }}
          onDrop={(event) => {
            if (!takesFile(event)) return;
            event.preventDefault();
            setDropping(false);
            const file = event.dataTransfer.files[0];
            if (file) void files.getState().open(file);
          }}
        >
          <TopBar files={files} />
          <Group className="shell-body" {...columns}>
            <Panel id="main" minSize={small ? '60px' : '420px'}>
              <Group orientation="vertical" {...rows}>
                <Panel id="upper" minSize="180px">
                  <Group {...middle}>
                    <Panel id="left" minSize="180px" maxSize="420px" {...left.props}>
                      <aside className="side" aria-label="Library" hidden={!left.open}>
                        {left.seen && <LeftPanel />}
                        <TourOffer />
                      </aside>
                    </Panel>
                    <Separator className="separator" />
                    <Panel id="canvas" minSize={small ? '60px' : '240px'}>
                      <main className="shell-canvas">
                        <input
                          ref={picker}
                          type="file"
                          accept=".json,.png,.svg,.zip,.py,.ipynb"
                          aria-label="Open a drawing from a file"
                          tabIndex={-1}
                          className="visually-hidden"
                          onChange={(event) => {
                            const file = event.target.files?.[0];
                            event.target.value = '';
                            if (file) void files.getState().open(file);
                          }}
                        />
                        {framed && <Canvas flow={flow} />}
                      </main>
                    </Panel>
                  </Group>
                </Panel>
                <Separator className="separator" />
                <Panel id="drawer" minSize="140px" maxSize="70%" collapsedSize="36px" {...drawer.props}>
                  <section className="side" aria-label="Lab">
                    <LabDrawer />
                  </section>
                </Panel>
              </Group>
            </Panel>
            <Separator className="separator" />
            <Panel id="right" minSize="250px" maxSize="520px" {...right.props}>
              <aside className="side side-scroll" aria-label="Inspector" hidden={!right.open}>
                {right.seen && <Inspector />}
              </aside>
            </Panel>
          </Group>
          <StatusBar />
          <ShellDialogs files={files} />
          {dropping && <p className="drop-hint">Drop a drawing, or a picture or export of one, to open it</p>}
          <Announcer />
          <Dialogs />
        </div>
      </LabBridge>
    </ActionsProvider>
  );
}
