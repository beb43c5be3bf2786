import { ValueMap } from '../../ir/value-map.ts';
import type { ValueId } from '../../ir/value.ts';

/** Into which values operations of which nodes send gradient back. */
export class Contributions {
  readonly #origins = new ValueMap<string[]>();

  add(origin: string, value: ValueId): void {
    const known = this.#origins.get(value);
    if (!known) this.#origins.set(value, [origin]);
    else if (!known.includes(origin)) known.push(origin);
  }

  has(origin: string, value: ValueId): boolean {
    return this.#origins.get(value)?.includes(origin) ?? false;
  }
}
