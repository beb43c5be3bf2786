import { fileURLToPath } from 'node:url';
import type { BackendChoice, BackendName } from '../../workers/protocol.ts';
import { nodeEnvironment } from '../../workers/trainer/node-environment.ts';
import { Trainer } from '../../workers/trainer/trainer.ts';
import { success } from '../base/outcome.ts';
import type { Checked } from '../diagnostics/diagnostic.ts';

/** The folder that holds the datasets' files. */
const DATA = fileURLToPath(new URL('../../public/data', import.meta.url));

/** The browser's trainer, in this process, on the backend asked for, which is helped by as many threads as it may have. */
export async function openTrainer(
  backend: BackendName | 'auto',
  threads?: number,
): Promise<Checked<{ trainer: Trainer; choice: BackendChoice }>> {
  const trainer = new Trainer(nodeEnvironment);
  const choice = await trainer.open({
    backend,
    dataUrl: DATA,
    wasmUrls: {},
    ...(threads === undefined ? {} : { threads }),
  });
  return choice.ok ? success({ trainer, choice: choice.value }) : choice;
}
