import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/** Characters of code that the entry may run before the page is first painted: what it imports itself is one task. */
const AT_ONCE = 16_000;

/**
 * The app's entry imports its parts one after another, so that each is run as a task of its own. The page asks for all of them
 * at once, with what they import and their styles, so that none waits for the one before to arrive.
 */
export function preloadOpening(page: string): Plugin {
  return {
    name: 'preload-opening',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { path, chunk, bundle }) => {
        if (path !== page || !chunk || !bundle) return;
        /** A chunk and all that it imports, once each. */
        const withImports = (file: string, known: Set<string>): Set<string> => {
          const found = bundle[file];
          if (found?.type !== 'chunk' || known.has(file)) return known;
          known.add(file);
          return found.imports.reduce((all, imported) => withImports(imported, all), known);
        };
        // Vite's own tags are for these
        const early = withImports(chunk.fileName, new Set());
        const length = [...early].reduce(
          (sum, file) => sum + (bundle[file] as Rolldown.OutputChunk).code.length,
          0,
        );
        if (length > AT_ONCE) {
          const parts = [...early].join(', ');
          throw new Error(
            `${page} runs ${length} characters of code at once (${parts}): name what its entry imports in OPENING`,
          );
        }
        const late = chunk.dynamicImports.reduce((all, file) => withImports(file, all), new Set(early));
        const files = [...late].filter((file) => !early.has(file));
        const styles = files.flatMap((file) => [
          ...((bundle[file] as Rolldown.OutputChunk).viteMetadata?.importedCss ?? []),
        ]);
        return [
          ...files.map((file) => link({ rel: 'modulepreload', crossorigin: true, href: `./${file}` })),
          ...styles.map((file) =>
            link({ rel: 'preload', as: 'style', crossorigin: true, href: `./${file}` }),
          ),
        ];
      },
    },
  };
}

// nothing of it is needed for what the page shows first
const link = (attrs: Record<string, string | boolean>): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { ...attrs, fetchpriority: 'low' },
  injectTo: 'head',
});
