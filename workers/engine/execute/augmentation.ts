import { tensor } from '@tensorflow/tfjs-core';
import { colorJitterOnDevice } from './color-jitter-device.ts';
import { colorJitterInPlace } from './color-jitter-host.ts';
import type { Executors } from './executor.ts';

export const augmentation: Executors<'colorJitter'> = {
  colorJitter: ([images, factors, order], _, __, { backend, constants }) => {
    if (backend === 'webgpu' || backend === 'webgl') {
      return [colorJitterOnDevice(images!, factors!, order!, constants)];
    }
    // the cpu backend hands out its own memory
    const pixels = new Float32Array(images!.dataSync());
    const [, height, width] = images!.shape;
    colorJitterInPlace(pixels, factors!.dataSync(), order!.dataSync(), height! * width!);
    return [tensor(pixels, images!.shape, 'float32')];
  },
};
