import type { JsonObject } from '../json-object.ts';

/** One step upwards: from version `from` to `from + 1`. There is no way down. */
export interface Migration {
  /** Tells what changed, such as `stages-instead-of-one-graph`. */
  readonly name: string;
  readonly from: number;
  /** Gives a new document and leaves the old one as it was; `version` is set by the runner. Throws on what it cannot read. */
  readonly up: (document: JsonObject) => JsonObject;
}
