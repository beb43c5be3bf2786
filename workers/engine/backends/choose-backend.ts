import { enableProdMode } from '@tensorflow/tfjs-core';
import { failure, success } from '../../../src/base/outcome.ts';
import { diagnose, type Checked } from '../../../src/diagnostics/diagnostic.ts';
import type { BackendCandidate, BackendChoice, BackendName } from '../../protocol.ts';
import { milestone } from '../../trainer/milestone.ts';
import { messageOf, type BackendDriver, type Detection } from './driver.ts';
import { selfTest } from './self-test.ts';

interface Found {
  readonly driver: BackendDriver;
  detection: Detection;
}

/** Fastest first: graphics hardware, then the processor, then graphics emulated on the processor, then plain JavaScript. */
function rank({ driver, detection }: Found): number {
  if (driver.backend === 'cpu') return 5;
  if (driver.backend === 'wasm') return 2;
  const first = driver.backend === 'webgpu' ? 0 : 1;
  return detection.software ? 3 + first : first;
}

/**
 * Starts the requested backend, or the best one that works here for `auto`. A backend has to pass a self-test: one whose
 * numbers are wrong is passed over, with its reason among the candidates.
 * Fails with RUN_BACKEND_UNAVAILABLE.
 *
 * @param tested an emulated device that has passed before, and need not again: a loss leaves the emulator's code as it was,
 *   while a graphics card may come back from one in any state
 */
export async function chooseBackend(
  requested: BackendName | 'auto',
  drivers: readonly BackendDriver[],
  test: (backend: BackendName) => Promise<void> = selfTest,
  tested?: string,
): Promise<Checked<BackendChoice>> {
  // tfjs's own checks repeat what the compiler has verified
  enableProdMode();
  const found: Found[] = await Promise.all(
    drivers.map(async (driver) => ({ driver, detection: await driver.detect() })),
  );
  milestone('backends are known');
  found.sort((a, b) => rank(a) - rank(b));
  const wanted = found.filter(({ driver }) => requested === 'auto' || driver.backend === requested);
  for (const candidate of wanted) {
    if (!candidate.detection.usable) continue;
    const { driver, detection } = candidate;
    let threads = 1;
    try {
      const started = await driver.start();
      if (started) {
        threads = started.threads;
        candidate.detection = { ...detection, detail: started.detail };
      }
      milestone('backend is started');
      if (!detection.software || detection.detail !== tested) await test(driver.backend);
      milestone('backend is tested');
    } catch (error) {
      candidate.detection = { ...detection, usable: false, detail: messageOf(error) };
      continue;
    }
    return success({
      backend: driver.backend,
      reason: reasonFor(candidate, requested),
      threads,
      candidates: candidates(found),
    });
  }
  const detail = wanted.map(({ detection }) => detection.detail).join('; ');
  return failure([
    diagnose('RUN_BACKEND_UNAVAILABLE', {
      backend: requested,
      detail: detail || 'it is not part of this build',
    }),
  ]);
}

function candidates(found: readonly Found[]): BackendCandidate[] {
  return found.map(({ driver, detection: { usable, detail } }) => ({
    backend: driver.backend,
    usable,
    detail,
  }));
}

function reasonFor({ driver, detection }: Found, requested: BackendName | 'auto'): string {
  const what = `${driver.backend} (${detection.detail})`;
  if (requested !== 'auto') return `You chose ${what}.`;
  switch (driver.backend) {
    case 'webgpu':
    case 'webgl':
      return detection.software
        ? `Nothing faster than emulated graphics works here: ${what}.`
        : `This machine's graphics hardware is the fastest: ${what}.`;
    case 'wasm':
      return `No graphics hardware can be used here, so the processor trains: ${what}.`;
    case 'cpu':
      return `Neither graphics nor WebAssembly can be used here: ${what}. Training will be slow.`;
  }
}
