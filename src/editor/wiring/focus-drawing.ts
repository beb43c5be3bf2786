/** A node or wire may come into the drawing, or be measured, a few frames after the edit that makes it. */
const FRAMES = 40;

function drawingElement(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.canvas');
}

/** The node that has the keyboard's focus. */
export function focusedNode(): string | null {
  return document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id') ?? null;
}

/** Gives a node the keyboard's focus as soon as it is drawn; the drawing itself where it is not. */
export function focusNodeCard(id: string): void {
  let frames = 0;
  const attempt = () => {
    const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    card?.focus();
    if (card && document.activeElement === card) return;
    frames += 1;
    if (frames < FRAMES) requestAnimationFrame(attempt);
    else focusDrawing();
  };
  attempt();
}

export function focusDrawing(): void {
  drawingElement()?.focus({ preventScroll: true });
}

/** Goes to the first parameter of the inspector, or to the name where there is none. */
export function focusFirstParam(): void {
  const fields = [
    '[data-testid^="param-"] :is(input, textarea, [role="combobox"], [role="switch"]):not([type="range"], [aria-hidden="true"])',
    '.entry-input',
  ];
  requestAnimationFrame(() => {
    const page = document.querySelector('[aria-label="Inspector"]');
    const field = fields.map((selector) => page?.querySelector<HTMLElement>(selector)).find(Boolean);
    field?.focus();
    if (field instanceof HTMLInputElement) field.select();
  });
}
