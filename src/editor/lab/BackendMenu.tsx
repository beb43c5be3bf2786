import { Popover } from '@base-ui/react/popover';
import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import X from 'lucide-react/icons/x';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { MemoryReport } from '../../../workers/protocol.ts';
import { runFingerprint } from '../../runtime/run-fingerprint.ts';
import type { BackendRequest, RunStore, ThreadRequest } from '../../runtime/run-store-state.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { BACKEND_NAMES, describeBackend } from './describe-backend.ts';
import { formatCount } from './format-number.ts';

const OPTIONS: readonly { readonly value: BackendRequest; readonly label: string }[] = [
  { value: 'auto', label: 'Auto: the fastest that works' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'webgl', label: 'WebGL' },
  { value: 'wasm', label: 'WASM' },
  { value: 'cpu', label: 'CPU, plain JavaScript' },
];

/** What this machine can be asked for: by itself the engine takes no more than four (DEFAULT_THREADS). */
const THREADS: readonly { readonly value: ThreadRequest; readonly label: string }[] = [
  { value: 'auto', label: 'Auto: one for each processor, up to 4' },
  { value: 1, label: '1 thread' },
  ...[2, 3, 4]
    .filter((count) => count <= navigator.hardwareConcurrency)
    .map((count) => ({ value: count, label: `${count} threads` })),
];

interface BackendMenuProps {
  readonly store: RunStore;
}

/** What computes: the choice, and why it fell as it did. */
export function BackendMenu({ store }: BackendMenuProps) {
  const request = useStore(store, (state) => state.backend);
  const threadRequest = useStore(store, (state) => state.threads);
  const choice = useStore(store, (state) => state.run.backend);
  const memory = useStore(store, (state) => state.run.memory);
  const finish = useStore(store, (state) => state.run.finish);
  const print = useMemo(() => finish && runFingerprint(store.getState().run), [finish, store]);
  const parameters = useStore(store, (state) => state.run.parameters);
  const chosen = choice ? describeBackend(choice) : null;
  const shown =
    request === 'auto' || request === choice?.backend ? (chosen ?? 'Auto') : BACKEND_NAMES[request];
  return (
    <Popover.Root>
      <Popover.Trigger
        render={<Button className="run-backend" />}
        aria-label={`Backend: ${request === 'auto' ? `auto${chosen ? `, ${chosen}` : ''}` : shown}`}
      >
        {request === 'auto' && chosen ? <span className="run-auto">auto</span> : null}
        {shown}
        <ChevronDown size={13} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="backend-layer">
          <Popover.Popup className="backend-popup">
            <Popover.Title className="backend-title">Backend</Popover.Title>
            <Choice
              label="Backend"
              className="backend-choice"
              value={request}
              options={OPTIONS}
              onChange={(next) => store.getState().setBackend(next)}
            />
            {(request === 'auto' || request === 'wasm') && (
              <Choice
                label="Threads of WASM"
                className="backend-choice"
                value={threadRequest}
                options={THREADS}
                onChange={(next) => store.getState().setThreads(next)}
              />
            )}
            {choice ? (
              <>
                <Popover.Description className="backend-reason">{choice.reason}</Popover.Description>
                {choice.candidates.length > 0 && (
                  <ul className="backend-candidates" aria-label="Backends of this machine">
                    {choice.candidates.map(({ backend, usable, detail }) => (
                      <li
                        key={backend}
                        data-usable={usable}
                        data-chosen={backend === choice.backend || undefined}
                      >
                        {usable ? (
                          <Check size={13} aria-label="Works" />
                        ) : (
                          <X size={13} aria-label="Does not work" />
                        )}
                        <b>{BACKEND_NAMES[backend]}</b>
                        <span>{detail}</span>
                      </li>
                    ))}
                  </ul>
                )}
              </>
            ) : (
              <Popover.Description className="backend-reason">
                Which one is used, and why, is shown here once a run has begun.
              </Popover.Description>
            )}
            <p className="backend-note">
              <a href="./check.html" target="_blank" rel="noreferrer">
                Check that this device computes the reference numbers
              </a>
            </p>
            <p className="backend-note">
              <a href="./bench.html" target="_blank" rel="noreferrer">
                Measure how fast each backend trains here
              </a>
            </p>
            <p className="backend-note">A change takes effect when you train or resume.</p>
            {parameters !== null && (
              <p className="backend-note">{formatCount(parameters)} trainable parameters</p>
            )}
            {print && (
              <p className="backend-note">
                Fingerprint of the run <code>{print}</code>: the same drawing, seed and backend give it again
              </p>
            )}
            {memory && <p className="backend-note">{memoryLine(memory)}</p>}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function memoryLine({ tensors, bytes, gpuBytes }: MemoryReport): string {
  const megabytes = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
  const device = gpuBytes === null ? '' : `, ${megabytes(gpuBytes)} on the graphics device`;
  return `${formatCount(tensors)} tensors, ${megabytes(bytes)}${device} at the end of the run`;
}
