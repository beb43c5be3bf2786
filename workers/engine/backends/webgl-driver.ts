import { backend, env, ready, setBackend } from '@tensorflow/tfjs-core';
import { diagnose, type Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { isSoftwareName, unusable, type BackendDriver, type Detection } from './driver.ts';

/** tfjs on WebGL 2. `report` hears of a lost context. */
export function webglDriver(report: (problem: Diagnostic) => void): BackendDriver {
  return { backend: 'webgl', detect: () => Promise.resolve(detect()), load, start: () => start(report) };
}

function detect(): Detection {
  if (typeof OffscreenCanvas !== 'function') return unusable('there is no canvas here');
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return unusable('this browser gives no WebGL 2');
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  const fullPrecision = gl.getExtension('EXT_color_buffer_float') !== null;
  // browsers allow few contexts: this one is not needed any more
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  if (!fullPrecision) return unusable(`${renderer} computes with 16 bits only`);
  return { usable: true, software: isSoftwareName(renderer), detail: renderer };
}

const load = () => import('@tensorflow/tfjs-backend-webgl');

async function start(report: (problem: Diagnostic) => void): Promise<undefined> {
  await load();
  // where an operation runs must not depend on how its inputs came to be
  env().set('WEBGL_CPU_FORWARD', false);
  // packed sums over an odd number of rows give wrong numbers (a batch norm of 5×7): slower and right is better
  env().set('WEBGL_PACK', false);
  if (!(await setBackend('webgl'))) throw new Error("tfjs's webgl backend could not be started");
  await ready();
  const { gpgpu } = backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } };
  gpgpu.gl.canvas.addEventListener('webglcontextlost', () =>
    report(diagnose('RUN_DEVICE_LOST', { detail: 'the browser took the WebGL context away' })),
  );
}
