import { describe, expect, it } from 'vitest';
import type { BackendName } from '../../protocol.ts';
import { chooseBackend } from './choose-backend.ts';
import { cpuDriver } from './cpu-driver.ts';
import { isSoftwareName, unusable, type BackendDriver } from './driver.ts';
import { selfTest } from './self-test.ts';
import { wasmDriver } from './wasm-driver.ts';

function driver(
  backend: BackendName,
  options: { software?: boolean; fails?: string; missing?: string } = {},
): BackendDriver {
  const { software = false, fails, missing } = options;
  return {
    backend,
    detect: () =>
      Promise.resolve(
        missing ? unusable(missing) : { usable: true, software, detail: `a ${backend} device` },
      ),
    start: () => (fails ? Promise.reject(new Error(fails)) : Promise.resolve()),
  };
}

const passes = () => Promise.resolve();
const chosen = async (requested: BackendName | 'auto', drivers: BackendDriver[], test = passes) => {
  const choice = await chooseBackend(requested, drivers, test);
  return choice.ok ? choice.value : choice.problems[0]!;
};

describe('the choice of a backend', () => {
  const [cpu, wasm, webgl, webgpu] = (['cpu', 'wasm', 'webgl', 'webgpu'] as const).map((name) =>
    driver(name),
  );

  it('prefers graphics hardware, WebGPU first', async () => {
    expect(await chosen('auto', [cpu!, wasm!, webgl!, webgpu!])).toMatchObject({ backend: 'webgpu' });
    expect(await chosen('auto', [cpu!, wasm!, webgl!])).toMatchObject({ backend: 'webgl' });
    expect(await chosen('auto', [cpu!, wasm!])).toMatchObject({ backend: 'wasm' });
  });

  it('ranks emulated graphics below WebAssembly and above plain JavaScript', async () => {
    const emulated = [driver('webgpu', { software: true }), driver('webgl', { software: true })];
    expect(await chosen('auto', [cpu!, wasm!, ...emulated])).toMatchObject({
      backend: 'wasm',
      reason: expect.stringContaining('No graphics hardware') as string,
      candidates: [{ backend: 'wasm' }, { backend: 'webgpu' }, { backend: 'webgl' }, { backend: 'cpu' }],
    });
    expect(await chosen('auto', [cpu!, ...emulated])).toMatchObject({ backend: 'webgpu' });
  });

  it('passes over what does not start or computes wrongly, and says why', async () => {
    const broken = driver('webgpu', { fails: 'no memory' });
    const lies = (backend: BackendName) =>
      backend === 'webgl' ? Promise.reject(new Error('it computes a sum wrongly')) : Promise.resolve();
    const choice = await chooseBackend('auto', [wasm!, webgl!, broken], lies);
    expect(choice.ok && choice.value).toMatchObject({
      backend: 'wasm',
      candidates: [
        { backend: 'webgpu', usable: false, detail: 'no memory' },
        { backend: 'webgl', usable: false, detail: 'it computes a sum wrongly' },
        { backend: 'wasm', usable: true },
      ],
    });
  });

  it('keeps to what was asked for, or says why it cannot', async () => {
    expect(await chosen('cpu', [cpu!, webgpu!])).toMatchObject({
      backend: 'cpu',
      reason: 'You chose cpu (a cpu device).',
    });
    expect(await chosen('webgpu', [cpu!, driver('webgpu', { missing: 'no adapter' })])).toMatchObject({
      code: 'RUN_BACKEND_UNAVAILABLE',
      message: expect.stringContaining('no adapter') as string,
    });
    expect(await chosen('webgl', [cpu!])).toMatchObject({ code: 'RUN_BACKEND_UNAVAILABLE' });
  });

  it('knows emulated devices by their names', () => {
    expect(
      isSoftwareName('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)'),
    ).toBe(true);
    expect(isSoftwareName('Mesa llvmpipe (LLVM 15.0.6, 256 bits)')).toBe(true);
    expect(isSoftwareName('ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)')).toBe(false);
  });
});

it.each([cpuDriver(), wasmDriver()])('$backend passes its self-test', async ({ backend, start }) => {
  await start();
  await expect(selfTest(backend)).resolves.toBeUndefined();
});
