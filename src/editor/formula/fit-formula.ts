import { nextTask } from '../../base/next-task.ts';

/** A formula too wide for its place is set smaller, but no smaller than this share of its size: then it scrolls. */
const SMALLEST = 0.75;

/** By how much a formula is set smaller, `--scale` of the style sheet, to fit into a width; both in pixels, `natural` at full size. */
export function scaleToFit(natural: number, width: number): number {
  if (natural <= width || width <= 0) return 1;
  return Math.max(SMALLEST, (width / natural) * 0.99);
}

/**
 * Keeps a formula that KaTeX has set within its place until the function that comes back is called. Its own width is read off the
 * page once, and again when fonts arrive or its place changes; lengths in it go with its size.
 */
export function fitFormula(element: HTMLElement): () => void {
  let here = true;
  let scale = 1;
  let width = element.clientWidth;
  /** How wide the formula is at full size. */
  const measured = (): number => {
    const parts = [...element.querySelectorAll('.katex-html .base')].map((part) =>
      part.getBoundingClientRect(),
    );
    const left = Math.min(...parts.map((part) => part.left));
    const right = Math.max(...parts.map((part) => part.right));
    // letters may reach out of their boxes
    const beyond = element.scrollWidth > element.clientWidth ? element.scrollWidth : 0;
    return Math.max(parts.length > 0 ? right - left : 0, beyond) / scale;
  };
  const set = (next: number) => {
    scale = next;
    element.style.setProperty('--scale', String(scale));
  };
  const refit = () => {
    const next = scaleToFit(measured(), width);
    if (next === scale) return;
    set(next);
    // asked at once, the page would be laid out a second time in the same task
    if (scale < 1) void nextTask().then(tighten);
  };
  /** Where letters are as wide as whole pixels they do not shrink with the rest. */
  const tighten = () => {
    const still = element.scrollWidth;
    if (here && still > width && scale < 1) set(scaleToFit(still / scale, width));
  };
  refit();
  const observer = new ResizeObserver(([entry]) => {
    const now = entry?.contentRect.width ?? width;
    // its height follows from its scale
    if (now === width) return;
    width = now;
    refit();
  });
  observer.observe(element);
  document.fonts.addEventListener('loadingdone', refit);
  return () => {
    here = false;
    observer.disconnect();
    document.fonts.removeEventListener('loadingdone', refit);
    element.style.removeProperty('--scale');
  };
}
