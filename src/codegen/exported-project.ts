import type { Program } from '../ir/program.ts';
import type { Recording } from '../ir/recording.ts';

/** A file of an exported project: text, or bytes. */
export type ExportedFile = string | Uint8Array<ArrayBuffer>;

/** A drawing made ready for export: what is still missing is what a fixture records. */
export interface ExportedProject {
  readonly program: Program;
  /** What the fixture is recorded of: the same drawing, on few images where the code does not know their number. */
  readonly fixture: { readonly program: Program; readonly wires: readonly string[] };
  /** By the path of a text file that has any: the nodes that each of its lines was written for (ids of the expanded drawing). */
  readonly origins?: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** The project's files by path; without a recording there is no fixture. */
  files(parts: {
    readonly recording?: Recording;
    readonly data?: Uint8Array<ArrayBuffer>;
  }): Map<string, ExportedFile>;
}
