import type { Executors } from './executor.ts';
import { kernel } from './kernel.ts';

export const linear: Executors<'matMul'> = {
  matMul: ([a, b], { transposeA, transposeB }) => [
    kernel('BatchMatMul', { a: a!, b: b! }, { transposeA, transposeB }),
  ],
};
