import { tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { randomStream } from '../../../src/base/random-stream.ts';
import { sampleColorJitter } from '../../trainer/samplers/color-jitter.ts';
import { sampleOrders } from '../../trainer/samplers/orders.ts';
import { cpuDriver } from '../backends/cpu-driver.ts';
import { ConstantPool } from '../constant-pool.ts';
import { colorJitterOnDevice } from './color-jitter-device.ts';
import { colorJitterInPlace } from './color-jitter-host.ts';

beforeAll(() => cpuDriver().start());

it('gives the same colours by tensor operations as by a loop, in all orders', () => {
  const [count, size] = [96, 5];
  const stream = (name: string) => randomStream(4, name);
  const pixels = stream('pixels').uniforms(0, count * size * size * 3);
  // grey pixels, primary colours and the ends of the range are where hue is delicate
  pixels.set([0.4, 0.4, 0.4, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 1, 1]);
  const strength = { probability: 0.9, brightness: 0.8, contrast: 0.8, saturation: 0.8, hue: 0.5 };
  const factors = sampleColorJitter(stream('factors'), 0, count, strength);
  const orders = sampleOrders(stream('orders'), 0, count, { count: 4 });
  expect(new Set(Array.from({ length: count }, (_, i) => orders.slice(i * 4, i * 4 + 4).join())).size).toBe(
    24,
  );

  const device = colorJitterOnDevice(
    tensor(pixels.slice(), [count, size, size, 3]),
    tensor(factors, [count, 4]),
    tensor(orders, [count, 4]),
    new ConstantPool(),
  ).dataSync();
  colorJitterInPlace(pixels, factors, orders, size * size);
  let worst = 0;
  for (const [i, value] of pixels.entries()) worst = Math.max(worst, Math.abs(value - device[i]!));
  expect(worst).toBeLessThan(1e-5);
  expect(worst).toBeGreaterThan(0);
});
