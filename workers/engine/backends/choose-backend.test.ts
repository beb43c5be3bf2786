import { describe, expect, it } from 'vitest';
import type { BackendName } from '../../protocol.ts';
import { chooseBackend } from './choose-backend.ts';
import { cpuDriver } from './cpu-driver.ts';
import { isSoftwareName, unusable, type BackendDriver, type Started } from './driver.ts';
import { selfTest } from './self-test.ts';
import { nodeThreads } from '../../kernels/wasm/node-threads.ts';
import { wasmDriver } from './wasm-driver.ts';

function driver(
  backend: BackendName,
  options: { software?: boolean; fails?: string; missing?: string; started?: Started } = {},
): BackendDriver {
  const { software = false, fails, missing, started } = options;
  return {
    backend,
    detect: () =>
      Promise.resolve(
        missing ? unusable(missing) : { usable: true, software, detail: `a ${backend} device` },
      ),
    start: () => (fails ? Promise.reject(new Error(fails)) : Promise.resolve(started)),
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

  it('tests an emulated device once, and a card always', async () => {
    const tested: boolean[] = [];
    for (const [software, name] of [
      [true, 'a webgpu device'],
      [true, 'another device'],
      [false, 'a webgpu device'],
    ] as const) {
      let ran = false;
      const test = () => {
        ran = true;
        return Promise.resolve();
      };
      await chooseBackend('webgpu', [driver('webgpu', { software })], test, name);
      tested.push(ran);
    }
    expect(tested).toEqual([false, true, true]);
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

  it('tells what a backend knows only once it runs', async () => {
    const started = { threads: 3, detail: 'a device on 3 threads' };
    expect(await chosen('auto', [driver('wasm', { started })])).toMatchObject({
      threads: 3,
      reason: expect.stringContaining('3 threads') as string,
      candidates: [{ backend: 'wasm', usable: true, detail: 'a device on 3 threads' }],
    });
    expect(await chosen('auto', [cpu!])).toMatchObject({ threads: 1 });
  });

  it('knows emulated devices by their names', () => {
    expect(
      isSoftwareName('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)'),
    ).toBe(true);
    expect(isSoftwareName('Mesa llvmpipe (LLVM 15.0.6, 256 bits)')).toBe(true);
    expect(isSoftwareName('ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)')).toBe(false);
  });
});

it('cpu passes its self-test', async () => {
  await cpuDriver().start();
  await expect(selfTest('cpu')).resolves.toBeUndefined();
});

it('wasm passes its self-test on two threads, and on one', async () => {
  for (const threads of [2, 1]) {
    const { start } = wasmDriver({ host: nodeThreads(), threads });
    const detail = `WebAssembly SIMD, ${threads} thread${threads === 1 ? '' : 's'}`;
    expect(await start()).toEqual({ threads, detail });
    await expect(selfTest('wasm')).resolves.toBeUndefined();
  }
});
