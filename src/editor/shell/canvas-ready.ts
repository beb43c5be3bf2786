/** How long is waited for frames at most: a page in the background has none. Milliseconds. */
const PATIENCE = 10_000;

/** Resolves when the canvas has been painted and the drawing can be trained: what is not needed to draw is fetched from then on. */
export const canvasReady: Promise<void> = new Promise((resolve) => {
  if (typeof requestAnimationFrame === 'undefined') return resolve();
  setTimeout(resolve, PATIENCE);
  const look = () => {
    const card = document.querySelector<HTMLElement>('.react-flow__node');
    const painted = card ? card.style.visibility !== 'hidden' : document.querySelector('.canvas-empty');
    const trains = document.querySelector('.run-main:enabled') !== null;
    // the frame after next begins when this one has been painted
    if (painted && trains) requestAnimationFrame(() => setTimeout(resolve));
    else requestAnimationFrame(look);
  };
  look();
});
