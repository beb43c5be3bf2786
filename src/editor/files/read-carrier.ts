import type { Checked } from '../../diagnostics/diagnostic.ts';
import { readCarrier as read } from '../../document/carrier.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { keepProof } from '../code/proofs.ts';

/** The document that a picture or an export carries; null where the bytes are neither. A proof that comes with it is kept. */
export function readCarrier(bytes: Uint8Array, name: string | undefined): Checked<UnlabelDocument> | null {
  const carried = read(bytes, name);
  if (!carried?.ok) return carried;
  if (carried.value.proof !== null) keepProof(carried.value.proof);
  return { ...carried, value: carried.value.document };
}
