import type katex from 'katex';

/**
 * Sets a formula. Documents are untrusted: no links, no HTML, a bound on size and expansion; only where we wrote the formula
 * ourselves may its terms be marked.
 */
export function formulaHtml({ renderToString }: typeof katex, source: string, marked: boolean): string {
  return renderToString(source, {
    displayMode: true,
    throwOnError: false,
    trust: ({ command }) => marked && command === '\\htmlData',
    strict: (code: string) =>
      code === 'htmlExtension' || code === 'unicodeTextInMathMode' ? 'ignore' : 'warn',
    maxSize: 20,
    // a drawing of many losses is long, but what we write ourselves ends
    maxExpand: marked ? 50_000 : 200,
  });
}
