import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registry } from '../../../nodes/index.ts';
import type { Trainer } from '../../../workers/trainer/trainer.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { recordSteady, type SteadyOptions } from '../../codegen/fixture/record-steady.ts';
import type { ExportedProject } from '../../codegen/exported-project.ts';
import { preparePyTorch, type PyTorchOptions } from '../../codegen/pytorch/export-pytorch.ts';
import { writeFiles } from '../write-files.ts';

/** What a target makes of a drawing. */
export type Prepare = (...args: Parameters<typeof preparePyTorch>) => Prepared | Promise<Prepared>;
type Prepared = { readonly project: ExportedProject } | { readonly refused: readonly Diagnostic[] };

interface WriteOptions extends SteadyOptions {
  readonly steps?: number;
  readonly prepare?: Prepare;
}

/** Exports a drawing with its fixture into a new folder; or says why it is not exported. */
export async function writeProject(
  trainer: Trainer,
  document: UnlabelDocument,
  options: PyTorchOptions = {},
  { steps = 3, prepare = preparePyTorch, ...steadily }: WriteOptions = {},
): Promise<
  | { readonly folder: string; readonly steady: boolean; readonly seed: number }
  | { readonly refused: readonly Diagnostic[] }
> {
  const prepared = await prepare(document, registry, options);
  if ('refused' in prepared) return prepared;
  const { program, wires } = prepared.project.fixture;
  const recording = await recordSteady(
    (seed, nudge) => trainer.record({ program, seed, steps, wires, nudge }),
    steadily,
  );
  if (!recording.ok) return { refused: recording.problems };
  const folder = mkdtempSync(join(tmpdir(), 'unlabel-export-'));
  const data = new Uint8Array(readFileSync(new URL('../../../public/data/emoji.bin', import.meta.url)));
  const parts = { recording: recording.value.recording, ...(program.dataset === 'emoji' && { data }) };
  await writeFiles(folder, prepared.project.files(parts));
  return { folder, steady: recording.value.steady, seed: recording.value.seed };
}
