import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { registry } from '../../nodes/index.ts';
import type { Trainer } from '../../workers/trainer/trainer.ts';
import { success } from '../base/outcome.ts';
import { weightLayout } from '../codegen/weights/weight-layout.ts';
import { writeWeights } from '../codegen/weights/write-weights.ts';
import type { Checked } from '../diagnostics/diagnostic.ts';
import type { CompiledSource } from './compile-source.ts';

/** Writes the weights that the trainer's run has, or had at its end, as a safetensors file. */
export async function saveWeights(
  path: string,
  trainer: Trainer,
  { document, options }: Pick<CompiledSource, 'document' | 'options'>,
): Promise<Checked<null>> {
  const checkpoint = await trainer.checkpoint();
  if (!checkpoint.ok) return checkpoint;
  const layout = weightLayout(document, registry, options);
  if (!layout.ok) return layout;
  const { step, tensors } = checkpoint.value;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, writeWeights(layout.value, tensors, { title: document.meta.title, step }));
  return success(null);
}
