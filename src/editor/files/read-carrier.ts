import type { Checked } from '../../diagnostics/diagnostic.ts';
import { readCarrier as read } from '../../document/carrier.ts';
import type { UnlabelDocument } from '../../document/schema.ts';

/** The document that a picture or an export carries; null where the bytes are neither. */
export function readCarrier(bytes: Uint8Array, name: string | undefined): Checked<UnlabelDocument> | null {
  const carried = read(bytes, name);
  if (!carried?.ok) return carried;
  return { ...carried, value: carried.value.document };
}
