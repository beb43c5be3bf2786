import { messageOf } from './driver.ts';

/**
 * Gives Node a `navigator.gpu` (Dawn, through the package `webgpu`), as tfjs looks for one. Call it before the WebGPU
 * backend is detected. Gives null, or why there is none. Needs a Vulkan driver, which VK_ICD_FILENAMES may name.
 */
export async function provideNodeGpu(): Promise<string | null> {
  if ((globalThis.navigator as Navigator | undefined)?.gpu) return null;
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    Object.defineProperty(globalThis, 'navigator', {
      value: { gpu: create([]), userAgent: 'node' },
      configurable: true,
    });
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
