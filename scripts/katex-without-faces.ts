import type { Plugin } from 'vite';

/** Takes the font faces out of KaTeX's style sheet: the app has them from its start (`src/editor/formula/katex-faces.css`). */
export function katexWithoutFaces(): Plugin {
  return {
    name: 'katex-without-faces',
    enforce: 'pre',
    transform: {
      filter: { id: /\/katex\/dist\/katex\.min\.css$/ },
      handler: (css) => ({ code: css.replaceAll(/@font-face\{[^}]*\}/g, ''), map: null }),
    },
  };
}
