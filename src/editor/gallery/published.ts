/**
 * Where and when a method was published, from a citation such as “X. Chen, K. He: Exploring …. CVPR 2021. https://…”. A
 * preprint on arXiv has a year alone and gets the archive's name.
 */
export function published(citation: string): string | null {
  const sentences = citation.replace(/\s*https?:\S+\s*$/, '').split(/\.\s+/);
  const last = sentences.at(-1)?.replace(/\.$/, '') ?? '';
  const found = /^(?:(.{2,40}) )?((?:19|20)\d{2})$/.exec(last);
  if (!found) return null;
  const [, venue, year] = found;
  if (venue) return `${venue} ${year}`;
  return citation.includes('arxiv.org') ? `arXiv ${year}` : year!;
}
