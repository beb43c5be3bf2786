import type { UnlabelDocument } from '../../document/schema.ts';
import type { Command } from './command.ts';

type TextField = { [K in keyof Meta]: Meta[K] extends string ? K : never }[keyof Meta];
type Meta = UnlabelDocument['meta'];

/** Sets a text of the document's own page. Typing is one step until the field is left. */
export function setMeta(field: TextField, value: string): Command {
  return {
    name: `Edit ${field}`,
    merge: `meta:${field}`,
    apply: ({ document }) => {
      document.meta[field] = value;
    },
  };
}
