import katex from 'katex';
import { expect, it } from 'vitest';
import { formulaFaces } from './formula-faces.ts';
import { formulaHtml } from './formula-html.ts';

it.each([
  ['1', ['1em KaTeX_Main']],
  ['z_i', ['1em KaTeX_Main', 'italic 1em KaTeX_Math']],
  ['\\mathbf{W}', ['1em KaTeX_Main', 'bold 1em KaTeX_Main']],
  ['\\mathcal{1}', ['1em KaTeX_Main', '1em KaTeX_Caligraphic']],
  ['\\mathbb{R}', ['1em KaTeX_Main', '1em KaTeX_AMS']],
  ['\\sum 1', ['1em KaTeX_Main', '1em KaTeX_Size2']],
  ['\\bigl( 1 \\Biggr)', ['1em KaTeX_Main', '1em KaTeX_Size1', '1em KaTeX_Size4']],
  // a small letter has the class of its size, which is none of a face
  ['1^{1^1}', ['1em KaTeX_Main']],
])('finds the faces of %s', (source, faces) => {
  expect(formulaFaces(formulaHtml(katex, source, false))).toEqual(faces);
});
