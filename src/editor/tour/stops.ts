import type { Stop } from './tour-progress.ts';

export interface StopText {
  readonly title: string;
  readonly text: string;
  /** CSS selectors of what the card points at: the first that is there. */
  readonly at: readonly string[];
}

/** What is said at each stop of the tour, and beside what. */
export const STOP_TEXTS: Readonly<Record<Stop, StopText>> = {
  drawing: {
    title: 'A method is a drawing',
    text: 'It is read from left to right: images become random views, an encoder turns views into vectors, and the loss says which vectors should be alike. Wires carry the shapes written on them. There are no labels.',
    at: ['.card[data-category="augment"]', '.card'],
  },
  train: {
    title: 'Press Train',
    text: 'The drawing is compiled and trained here in the browser; nothing leaves this machine.',
    at: ['.run-main'],
  },
  watch: {
    title: 'What it learns',
    text: 'The loss alone does not tell. Twin retrieval does: how often is the other vendor’s drawing of the same emoji the nearest? The untrained encoder’s value stands beside it.',
    at: ['.chart[aria-label^="twin retrieval"]', '.readings', '.lab'],
  },
  change: {
    title: 'Now change something',
    text: 'Click the loss and set another temperature, or click a wire and press Delete. Undo is always there.',
    at: ['.card[data-category="loss"]', '.card'],
  },
  again: {
    title: 'Train your change',
    text: 'Press the button again. Weights that still fit are kept; Restart begins from untrained ones.',
    at: ['.run-main'],
  },
  done: {
    title: 'This one is yours',
    text: 'You have changed a method and trained it. Other methods are under Methods on the left; each says what to try in the inspector.',
    at: ['.tab-panel', '.tabs-list'],
  },
};

/** At the stop of the change, while the drawing cannot be trained. */
export const BROKEN =
  'Like this it cannot be trained: Problems, in the lab below, says why and often offers a repair. Mend it, or undo and change something else.';
