import { releaseProxy, wrap } from 'comlink';
import type { Foretell } from '../editor/foretelling/foretelling-store.ts';
import type { CollapseApi } from './collapse.worker.ts';

/** Reasons about a drawing in a worker of its own, which ends with the answer: questions are rare. */
export const foretell: Foretell = async (document, preset) => {
  const worker = new Worker(new URL('./collapse.worker.ts', import.meta.url), {
    type: 'module',
    name: 'collapse',
  });
  const api = wrap<CollapseApi>(worker);
  const lost = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new Error(event.message || 'its code could not be loaded'));
    });
  });
  try {
    return await Promise.race([api.reason(document, preset), lost]);
  } finally {
    api[releaseProxy]();
    worker.terminate();
  }
};
