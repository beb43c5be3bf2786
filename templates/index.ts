import simclr from './simclr.json' with { type: 'json' };

/** A method, ready to run: its id for links and the command line, and its document as it was read. */
export interface Template {
  readonly id: string;
  readonly document: unknown;
}

/** The methods, in the order of the gallery. */
export const templates: readonly Template[] = [{ id: 'simclr', document: simclr }];

export function findTemplate(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}
