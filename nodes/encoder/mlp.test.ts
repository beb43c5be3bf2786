import { expect, test } from 'vitest';
import { traceNode } from '../testing/run-node.ts';
import { floats } from '../testing/run-on.ts';
import { mlpEncoder } from './mlp.ts';

const images = floats([4, 2, 3, 3], new Array(72).fill(0.5));

test('takes all pixels of an image as one vector', () => {
  const { signals, declarations } = traceNode(mlpEncoder, {
    params: { widths: [5, 4] },
    inputs: { images },
    views: 2,
  });
  expect(signals.embedding).toMatchObject({ views: 2, tensor: { shape: [4, 4] } });
  expect(declarations.weights.get('node.layer1.kernel')!.shape).toEqual([18, 5]);
});

test('has biases where no batch norm follows', () => {
  const names = (norm: string) =>
    [
      ...traceNode(mlpEncoder, {
        params: { widths: [5], norm },
        inputs: { images },
      }).declarations.weights.values(),
    ].map(({ name }) => name);
  expect(names('batch')).toEqual(['layer1.kernel', 'layer1.scale', 'layer1.offset']);
  expect(names('layer')).toEqual(['layer1.kernel', 'layer1.bias', 'layer1.scale', 'layer1.offset']);
  expect(names('none')).toEqual(['layer1.kernel', 'layer1.bias']);
});
