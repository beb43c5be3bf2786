/** The faces of KaTeX by what calls for them in its HTML, as shorthands of `font`. Not all of them: the others come when they are met. */
const FACES: readonly (readonly [RegExp, string])[] = [
  [/class="katex"/, '1em KaTeX_Main'],
  [/\bmathnormal\b/, 'italic 1em KaTeX_Math'],
  [/\bmathbf\b/, 'bold 1em KaTeX_Main'],
  [/\bboldsymbol\b/, 'italic bold 1em KaTeX_Math'],
  [/\b(mathbb|amsrm)\b/, '1em KaTeX_AMS'],
  [/\bmathcal\b/, '1em KaTeX_Caligraphic'],
  [/\bsmall-op\b|\b(delimsizing |delim-)size1\b/, '1em KaTeX_Size1'],
  [/\blarge-op\b|\bdelimsizing size2\b/, '1em KaTeX_Size2'],
  [/\bdelimsizing size3\b/, '1em KaTeX_Size3'],
  [/\b(delimsizing |delim-)size4\b/, '1em KaTeX_Size4'],
];

/** How long letters stay hidden for want of their face, by `font-display: block`: milliseconds. */
const PATIENCE = 3000;

/** The faces that a formula is set in. */
export function formulaFaces(html: string): string[] {
  return FACES.flatMap(([sign, face]) => (sign.test(html) ? [face] : []));
}

/** Resolves when the faces of a formula are there, or have been waited for as long as letters may be hidden. */
export async function facesReady(html: string): Promise<void> {
  const faces = formulaFaces(html).map((face) => document.fonts.load(face));
  await Promise.race([Promise.allSettled(faces), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}
