import { Popover } from '@base-ui/react/popover';
import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import X from 'lucide-react/icons/x';
import { useStore } from 'zustand';
import type { BackendName, MemoryReport } from '../../../workers/protocol.ts';
import type { BackendRequest, RunStore } from '../../runtime/run-store.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { formatCount } from './format-number.ts';

const NAMES: Record<BackendName, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'CPU' };
const OPTIONS: readonly { readonly value: BackendRequest; readonly label: string }[] = [
  { value: 'auto', label: 'Auto: the fastest that works' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'webgl', label: 'WebGL' },
  { value: 'wasm', label: 'WASM' },
  { value: 'cpu', label: 'CPU, plain JavaScript' },
];

interface BackendMenuProps {
  readonly store: RunStore;
  /** Of the button, where it stands elsewhere than in the top bar. */
  readonly className?: string;
}

/** What computes: the choice, and why it fell as it did. */
export function BackendMenu({ store, className }: BackendMenuProps) {
  const request = useStore(store, (state) => state.backend);
  const choice = useStore(store, (state) => state.run.backend);
  const memory = useStore(store, (state) => state.run.memory);
  const print = useStore(store, (state) => state.run.finish?.fingerprint);
  const parameters = useStore(store, (state) => state.run.parameters);
  const threads = choice && choice.threads > 1 ? `, ${choice.threads} threads` : '';
  const chosen = choice ? NAMES[choice.backend] + threads : null;
  const shown = request === 'auto' || request === choice?.backend ? (chosen ?? 'Auto') : NAMES[request];
  return (
    <Popover.Root>
      <Popover.Trigger
        render={<Button className={className ?? 'run-backend'} />}
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
                        <b>{NAMES[backend]}</b>
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
