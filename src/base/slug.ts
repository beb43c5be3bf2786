/** Text as a part of a file's name, of lower-case letters, digits and hyphens: `simclr-2` for “SimCLR (2)”. May be empty. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}
