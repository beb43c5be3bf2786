import { diagnose, type Diagnostic } from '../../../src/diagnostics/diagnostic.ts';

/** Tells of the first command a device refuses, and of its loss; nobody else listens to either. */
export function watchDevice(
  device: Pick<GPUDevice, 'addEventListener' | 'lost'>,
  report: (problem: Diagnostic) => void,
): void {
  let refused = false;
  device.addEventListener('uncapturederror', (event) => {
    // one refused command makes all that follow fail: the first one tells why
    if (!refused) report(diagnose('RUN_GPU_ERROR', { detail: event.error.message.split('\n', 1)[0]! }));
    refused = true;
  });
  void device.lost.then(({ reason, message }) => {
    // we destroy a device ourselves when another backend takes over
    if (reason !== 'destroyed') report(diagnose('RUN_DEVICE_LOST', { detail: message || 'no reason given' }));
  });
}
