import { slug } from '../../base/slug.ts';
import type { UnlabelDocument } from '../../document/schema.ts';

/** `simclr.unlabel.json` for a drawing titled “SimCLR”. */
export function fileName(document: UnlabelDocument, extension: string): string {
  return `${slug(document.meta.title) || 'drawing'}.${extension}`;
}

/** Hands data to the browser as a file to save. */
export function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = window.document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // the browser has taken hold of the data once the click has been handled
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
