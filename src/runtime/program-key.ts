import type { Program } from '../ir/program.ts';

const keys = new WeakMap<Program, string>();

/** Equal for programs that train the same thing the same way, though compiled at different times. */
export function programKey(program: Program): string {
  let key = keys.get(program);
  if (key === undefined) {
    // how wires run on the canvas says nothing of what is trained
    key = JSON.stringify({ ...program, wires: [] });
    keys.set(program, key);
  }
  return key;
}
