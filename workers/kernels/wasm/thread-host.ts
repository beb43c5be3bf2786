/** A thread that runs `helperSource`. */
export interface HelperThread {
  send(message: unknown): void;
  /** Hears once: of the first message, or of why there will be none. */
  onAnswer(receive: (problem: string | null) => void): void;
  end(): void;
}

/** What threads need of the platform: a browser's worker, or Node. */
export interface ThreadHost {
  /** Logical processors. */
  readonly processors: number;
  /** tfjs's WASM module with SIMD and without threads. */
  readBinary(): Promise<Uint8Array>;
  /** @throws if there are no threads to be had */
  startHelper(source: string): HelperThread;
}

/** More threads than this wait for each other, and for memory, more than they help. */
const MOST = 4;

/** All processors up to four. */
export function usualThreads({ processors }: ThreadHost): number {
  return Math.max(1, Math.min(MOST, processors));
}

/**
 * Whether memory can be shared with other threads, and waited for them. Pages have to be cross-origin isolated, and their main
 * thread must not wait.
 */
export function canShareMemory(): boolean {
  const { crossOriginIsolated: isolated, document } = globalThis as {
    crossOriginIsolated?: boolean;
    document?: unknown;
  };
  if (typeof SharedArrayBuffer !== 'function' || isolated === false || document !== undefined) return false;
  try {
    // what tfjs's module will ask for: a 32-bit process may not have so many addresses left
    const memory = new WebAssembly.Memory({ initial: 256, maximum: 65536, shared: true });
    return memory.buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}
