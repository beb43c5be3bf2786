import { serializeDocument } from '../../document/serialize.ts';
import type { Clip } from './clip.ts';

export const FORMAT = 'unlabel-nodes';
export const VERSION = 1;

/** Nodes, frames and comments as text for the clipboard. */
export function writeClip({ drawing, incoming }: Clip): string {
  const document = JSON.parse(serializeDocument(drawing)) as unknown;
  return `${JSON.stringify({ format: FORMAT, version: VERSION, drawing: document, incoming }, null, 2)}\n`;
}
