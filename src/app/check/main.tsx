import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { BackendName } from '../../../workers/protocol.ts';
import { defined } from '../../base/assert.ts';
import { startTheme } from '../../editor/theme/theme.ts';
import { createWorker } from '../create-worker.ts';
import { threadsFromAddress } from '../threads-from-address.ts';
import { wasmUrls } from '../wasm-urls.ts';
import { Check } from './Check.tsx';
import { checkDevice } from './check-device.ts';
import type { CheckState } from './check-state.ts';
import { loadCases } from './load-cases.ts';

const BACKENDS: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

async function check(backend: BackendName, report: (state: CheckState) => void): Promise<void> {
  const files = {
    dataUrl: new URL('data/', document.baseURI).href,
    wasmUrls,
    ...threadsFromAddress(location.search),
  };
  await checkDevice({ backend, ...(await loadCases()), files, createWorker }, report);
}

startTheme();
const query = new URLSearchParams(location.search);
const initial = BACKENDS.find((backend) => backend === query.get('backend')) ?? 'webgpu';
createRoot(defined(document.getElementById('root'), 'the page has a root')).render(
  <StrictMode>
    <Check initial={initial} run={query.get('run') === '1'} check={check} />
  </StrictMode>,
);
