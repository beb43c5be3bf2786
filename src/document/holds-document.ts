/** Whether the part of a link after “#” claims to hold a document. */
export function holdsDocument(fragment: string): boolean {
  return fragment.startsWith('d=');
}
