import type { ReadableFile } from '../files/read-file.ts';
import { labTab } from '../lab/lab-tab.ts';
import { keepProof } from './proofs.ts';

/** Takes a file that is no drawing: true where it is the `parity.json` of an exported project, which the code then shows. */
export async function openProof(file: ReadableFile): Promise<boolean> {
  // a report is a page at most
  if (file.size > 100_000) return false;
  const kept = keepProof(new TextDecoder().decode(await file.arrayBuffer()));
  if (kept) labTab.setState({ tab: 'code' });
  return kept;
}
