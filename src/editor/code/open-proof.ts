import type { ReadableFile } from '../files/read-file.ts';
import { keepProof } from './proofs.ts';

/** Takes a file that is no drawing: true where it is the `parity.json` of an exported project. */
export async function openProof(file: ReadableFile): Promise<boolean> {
  // a report is a page at most
  return file.size < 100_000 && keepProof(new TextDecoder().decode(await file.arrayBuffer()));
}
