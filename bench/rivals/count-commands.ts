/** What a program has asked of its graphics device. */
export interface CommandCount {
  readonly dispatches: number;
  readonly buffers: number;
}

/**
 * Counts the compute dispatches and the new buffers of every WebGPU device of this process from now on. Gives what has come
 * since the last question.
 */
export function countCommands(): () => CommandCount {
  let count = { dispatches: 0, buffers: 0 };
  const note = <T extends object>(prototype: T, method: keyof T & string, what: keyof CommandCount): void => {
    const original = prototype[method] as (...values: unknown[]) => unknown;
    Object.defineProperty(prototype, method, {
      value(this: T, ...values: unknown[]): unknown {
        count[what]++;
        return original.apply(this, values);
      },
    });
  };
  note(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', 'dispatches');
  note(GPUDevice.prototype, 'createBuffer', 'buffers');
  return () => {
    const found = count;
    count = { dispatches: 0, buffers: 0 };
    return found;
  };
}
