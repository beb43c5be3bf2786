import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json.ts';
import type { Program } from './program.ts';

/** SHA-256 of a program, in hexadecimal: equal for equal programs, in whatever order their fields were written. */
export function hashProgram(program: Program): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(program))));
}
