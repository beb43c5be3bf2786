/** A formula too wide for its place is set smaller, but no smaller than this share of its size: then it scrolls. */
const SMALLEST = 0.75;

/** By how much a formula is set smaller, `--scale` of the style sheet, to fit into a width; both in pixels, `natural` at full size. */
export function scaleToFit(natural: number, width: number): number {
  if (natural <= width || width <= 0) return 1;
  return Math.max(SMALLEST, (width / natural) * 0.99);
}

/**
 * Keeps a formula that KaTeX has set within its place until the function that comes back is called. Its own width is read off the
 * page once and again when fonts arrive; all lengths in it go with its size.
 */
export function fitFormula(element: HTMLElement): () => void {
  let scale = 1;
  let natural = 0;
  let width = element.clientWidth;
  const measure = () => {
    const lines = [...element.querySelectorAll('.katex-html > .base')].map((line) =>
      line.getBoundingClientRect(),
    );
    const left = Math.min(...lines.map((line) => line.left));
    const right = Math.max(...lines.map((line) => line.right));
    natural = lines.length > 0 ? (right - left) / scale : 0;
  };
  const fit = () => {
    const next = scaleToFit(natural, width);
    if (next === scale) return;
    scale = next;
    element.style.setProperty('--scale', String(scale));
  };
  const refit = () => {
    measure();
    fit();
  };
  refit();
  const observer = new ResizeObserver(([entry]) => {
    const now = entry?.contentRect.width ?? width;
    if (now === width) return;
    // what was folded away had no width of its own
    if (natural === 0) measure();
    width = now;
    fit();
  });
  observer.observe(element);
  document.fonts.addEventListener('loadingdone', refit);
  return () => {
    observer.disconnect();
    document.fonts.removeEventListener('loadingdone', refit);
    element.style.removeProperty('--scale');
  };
}
