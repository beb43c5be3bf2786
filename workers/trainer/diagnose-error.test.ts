import { expect, it } from 'vitest';
import { diagnoseError } from './diagnose-error.ts';

it('tells a lack of memory from other faults', () => {
  expect(diagnoseError(new RangeError('Array buffer allocation failed')).code).toBe('RUN_OUT_OF_MEMORY');
  expect(diagnoseError(new Error('Aborted(OOM)')).code).toBe('RUN_OUT_OF_MEMORY');
  expect(diagnoseError('something else')).toMatchObject({
    code: 'RUN_WORKER_CRASHED',
    message: expect.stringContaining('something else') as string,
  });
});
