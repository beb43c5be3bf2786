import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { TargetId } from '../../codegen/targets.ts';

/** What is written: a drawing with a preset laid over it, in a language. */
export interface ProjectRequest {
  readonly target: TargetId;
  readonly document: UnlabelDocument;
  readonly preset: string | null;
}

export interface CodeFile {
  readonly path: string;
  readonly text: string;
  /** For each line the nodes of the canvas it was written for. */
  readonly origins: readonly (readonly string[])[];
}

export interface WrittenProject {
  /** Files to be read, in the order to read them in. */
  readonly files: readonly CodeFile[];
  /** Of the Program: what a proof is of. */
  readonly digest: string;
}

export interface PackedProject {
  readonly zip: Uint8Array<ArrayBuffer>;
  /** Why it carries no proof. */
  readonly note: Diagnostic | null;
}

export type PackProgress =
  | { readonly doing: 'planning' | 'packing' }
  /** Seeds are tried until rounding does not matter: this is the one at work, from 1. */
  | { readonly doing: 'recording'; readonly seed: number };

/** Writes drawings as projects, off the main thread. What a person can cause comes back as diagnostics; workers that are lost, too. */
export interface ProjectMaker {
  write(request: ProjectRequest): Promise<Checked<WrittenProject>>;
  /** The PyTorch project as the text of a Jupyter notebook. */
  notebook(request: ProjectRequest): Promise<Checked<string>>;
  /** The project with data and proof as a zip; null where it was cancelled. */
  pack(
    request: ProjectRequest,
    onProgress: (progress: PackProgress) => void,
    signal: AbortSignal,
  ): Promise<Checked<PackedProject> | null>;
  /** Ends the worker that writes; it is started anew when it is needed. */
  rest(): void;
}
