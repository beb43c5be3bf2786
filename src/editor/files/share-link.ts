import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { MAX_LINK_LENGTH, toFragment } from '../../document/link.ts';
import type { Content } from '../store/content.ts';

/** A link to the page with the whole drawing in it, which no server sees; `DOC_LINK_TOO_LONG` where it would break. */
export async function shareLink({ document, preset }: Content, page: string): Promise<Checked<string>> {
  const url = new URL(page);
  url.hash = await toFragment(document, preset);
  const { href } = url;
  if (href.length <= MAX_LINK_LENGTH) return success(href);
  return failure([diagnose('DOC_LINK_TOO_LONG', { characters: href.length, limit: MAX_LINK_LENGTH })]);
}
