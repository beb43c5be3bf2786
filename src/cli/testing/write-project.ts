import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registry } from '../../../nodes/index.ts';
import type { Trainer } from '../../../workers/trainer/trainer.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { recordSteady } from '../../codegen/fixture/record-steady.ts';
import { preparePyTorch, type PyTorchOptions } from '../../codegen/pytorch/export-pytorch.ts';
import { writeFiles } from '../write-files.ts';

/** Exports a drawing with its fixture into a new folder; or says why it is not exported. */
export async function writeProject(
  trainer: Trainer,
  document: UnlabelDocument,
  options: PyTorchOptions = {},
  { mostSeeds, steps = 3 }: { readonly mostSeeds?: number; readonly steps?: number } = {},
): Promise<
  { readonly folder: string; readonly steady: boolean } | { readonly refused: readonly Diagnostic[] }
> {
  const prepared = preparePyTorch(document, registry, options);
  if ('refused' in prepared) return prepared;
  const { program, wires } = prepared.project.fixture;
  const recording = await recordSteady(
    (seed, nudge) => trainer.record({ program, seed, steps, wires, nudge }),
    mostSeeds,
  );
  if (!recording.ok) return { refused: recording.problems };
  const folder = mkdtempSync(join(tmpdir(), 'unlabel-export-'));
  const data = new Uint8Array(readFileSync(new URL('../../../public/data/emoji.bin', import.meta.url)));
  const parts = { recording: recording.value.recording, ...(program.dataset === 'emoji' && { data }) };
  await writeFiles(folder, prepared.project.files(parts));
  return { folder, steady: recording.value.steady };
}
