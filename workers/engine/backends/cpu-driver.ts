import { ready, setBackend } from '@tensorflow/tfjs-core';
import type { BackendDriver } from './driver.ts';

/** tfjs in plain JavaScript: works everywhere, slowly. */
export function cpuDriver(): BackendDriver {
  return {
    backend: 'cpu',
    detect: () => Promise.resolve({ usable: true, software: false, detail: 'plain JavaScript, 1 thread' }),
    start: async () => {
      await import('@tensorflow/tfjs-backend-cpu');
      if (!(await setBackend('cpu'))) throw new Error("tfjs's cpu backend could not be started");
      await ready();
      return undefined;
    },
  };
}
