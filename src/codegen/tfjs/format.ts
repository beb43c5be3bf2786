import { format } from 'prettier/standalone';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';

/** How exported JavaScript is laid out. */
export const STYLE = { printWidth: 110, singleQuote: true } as const;

/** JavaScript as prettier lays it out. */
export function formatted(code: string): Promise<string> {
  // tsc types the plugin without its printers
  const plugins = [babel, estree as never];
  return format(code, { parser: 'babel', plugins, ...STYLE });
}
