import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHAPE_RULES } from '../../../src/ir/operations/shape-rules.ts';
import type { HostTensor } from '../../protocol.ts';
import { BlockBuilder } from '../../testing/block-builder.ts';
import { cpuDriver } from '../backends/cpu-driver.ts';
import { wasmDriver } from '../backends/wasm-driver.ts';
import { evaluate } from '../evaluate.ts';
import { OPERATION_CASES, type OperationCase } from './operation-cases.ts';

async function run(test: OperationCase, backend: 'cpu' | 'wasm'): Promise<HostTensor[]> {
  const builder = new BlockBuilder();
  const given: Record<string, HostTensor> = {};
  const inputs = test.inputs.map(({ shape, data, dtype = 'float32' }, i) => {
    given[`x${i}`] =
      dtype === 'int32'
        ? { shape, dtype, data: Int32Array.from(data) }
        : { shape, dtype, data: Float32Array.from(data) };
    return builder.given(`x${i}`, shape, dtype);
  });
  const outputs = builder.ops(test.name, inputs, test.attributes as never);
  const result = await evaluate({ block: builder.block(), given, outputs }, backend);
  if (!result.ok) throw new Error(result.problems[0]!.message);
  return outputs.map((id) => result.value[id]!);
}

describe.each([cpuDriver(), wasmDriver()])('operations on $backend', ({ backend, start }) => {
  beforeAll(start);

  it.each(OPERATION_CASES.map((test) => [`${test.name} ${test.what ?? ''}`, test] as const))(
    '%s',
    async (_, test) => {
      const before = memory().numTensors;
      const outputs = await run(test, backend as 'cpu' | 'wasm');
      expect(memory().numTensors).toBe(before);
      const types = SHAPE_RULES[test.name](
        test.inputs.map(({ shape, dtype = 'float32' }) => ({ shape, dtype })),
        test.attributes as never,
      );
      for (const [i, expected] of test.outputs.entries()) {
        const { shape, dtype, data } = outputs[i]!;
        expect({ shape, dtype }).toEqual(types[i]);
        expect(data.length).toBe(expected.length);
        for (const [j, number] of expected.entries()) expect(data[j]).toBeCloseTo(number, 5);
      }
      expect(outputs).toHaveLength(test.outputs.length);
    },
  );
});

it('has a case for every operation', () => {
  const tested = new Set(OPERATION_CASES.map(({ name }) => name));
  expect(Object.keys(SHAPE_RULES).filter((name) => !tested.has(name as never))).toEqual([]);
});
