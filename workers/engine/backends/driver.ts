import type { BackendName } from '../../protocol.ts';

/** What can be said of a backend without starting it. */
export interface Detection {
  readonly usable: boolean;
  /** Emulates a graphics device on the processor. */
  readonly software: boolean;
  readonly detail: string;
}

/** What is known of a backend once it runs. */
export interface Started {
  readonly threads: number;
  readonly detail: string;
}

/** Finds and starts one of tfjs's backends. */
export interface BackendDriver {
  readonly backend: BackendName;
  /** Looks, without starting anything. Never rejects. */
  detect(): Promise<Detection>;
  /** Loads its code, without touching a device: `start` is quicker then. */
  load?(): Promise<unknown>;
  /** Makes it tfjs's current backend; rejects with the reason where that fails. May know more than `detect` did. */
  start(): Promise<Started | undefined>;
}

export const unusable = (detail: string): Detection => ({ usable: false, software: false, detail });

/** Names under which emulated graphics devices introduce themselves. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|basic render|softpipe/i;

export function isSoftwareName(name: string): boolean {
  return SOFTWARE.test(name);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
