import { readFile } from 'node:fs/promises';
import { registry } from '../../nodes/index.ts';
import { readWeights, type LoadedWeights } from '../codegen/weights/read-weights.ts';
import { weightLayout } from '../codegen/weights/weight-layout.ts';
import type { Checked } from '../diagnostics/diagnostic.ts';
import type { CompiledSource } from './compile-source.ts';
import { UsageError } from './usage-error.ts';

/** The weights of a safetensors file for a drawing. Throws `UsageError` where there is no such file. */
export async function loadWeights(
  path: string,
  { document, options }: Pick<CompiledSource, 'document' | 'options'>,
): Promise<Checked<LoadedWeights>> {
  const layout = weightLayout(document, registry, options);
  if (!layout.ok) return layout;
  const file = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read (${error.code ?? error.message})`);
  });
  return readWeights(layout.value, file);
}
