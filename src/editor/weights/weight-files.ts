import { zipSync, strToU8 } from 'fflate';
import { failure } from '../../base/outcome.ts';
import { slug } from '../../base/slug.ts';
import type { EncoderTarget } from '../../codegen/inference/encoder-targets.ts';
import { exportEncoder } from '../../codegen/inference/export-encoder.ts';
import { readWeights } from '../../codegen/weights/read-weights.ts';
import { weightLayout } from '../../codegen/weights/weight-layout.ts';
import { writeWeights } from '../../codegen/weights/write-weights.ts';
import type { CompileOptions } from '../../compiler/compile-options.ts';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ActionContext } from '../actions/action.ts';
import { download } from '../files/download.ts';
import { givenWeights } from './given-weights.ts';
import { pickFile } from './pick-file.ts';

const BYTES = 'application/octet-stream';

/** The drawing as it is, and how it is compiled. */
function drawn({ services: { store } }: ActionContext) {
  const { document, preset } = store.getState().content;
  const options: CompileOptions = preset === null ? {} : { preset };
  return { document, options, name: slug(document.meta.title) || 'drawing' };
}

function refuse({ files }: ActionContext, what: string, problems: readonly Diagnostic[]): void {
  files.getState().refuse(what, problems);
}

/** Saves the weights of the newest checkpoint as a safetensors file. */
export function saveWeights(context: ActionContext): void {
  const { document, options, name } = drawn(context);
  const { checkpoint } = context.services.runStore.getState().run;
  if (!checkpoint) return;
  const { tensors, step } = checkpoint;
  const layout = weightLayout(document, context.services.registry, options);
  const absent = layout.ok ? layout.value.slots.find(({ id }) => !tensors[id]) : undefined;
  if (absent) {
    const problem = `the run has no “${absent.id}”: the drawing was changed since it was trained`;
    return refuse(context, 'The weights were not saved', [diagnose('RUN_WEIGHTS_MISFIT', { problem })]);
  }
  if (!layout.ok) return refuse(context, 'The weights were not saved', layout.problems);
  const file = writeWeights(layout.value, tensors, { title: document.meta.title, step });
  download(`${name}-step-${step}.safetensors`, file, BYTES);
}

/** Saves the encoder with the weights of the newest checkpoint, alone: an ONNX file, or a zip of a graph model's two files. */
export function saveEncoder(context: ActionContext, target: EncoderTarget): void {
  const { document, options, name } = drawn(context);
  const { checkpoint } = context.services.runStore.getState().run;
  if (!checkpoint) return;
  const { tensors, step } = checkpoint;
  const exported = exportEncoder(document, context.services.registry, options, { target, tensors, step });
  if (!exported.ok) return refuse(context, 'The encoder was not saved', exported.problems);
  const { files } = exported.value;
  const [first] = files.values();
  if (target === 'onnx' && first instanceof Uint8Array) download(`${name}-encoder.onnx`, first, BYTES);
  else {
    const zipped = zipSync(
      Object.fromEntries(
        [...files].map(([path, content]) => [path, typeof content === 'string' ? strToU8(content) : content]),
      ),
    );
    download(`${name}-encoder-tfjs.zip`, zipped, 'application/zip');
  }
}

/** Asks for a safetensors file and lets runs begin from it. What was trained makes room: pressing Train is to begin, not to go on. */
export async function loadWeights(context: ActionContext): Promise<void> {
  const file = await pickFile('.safetensors');
  if (!file) return;
  const { document, options } = drawn(context);
  const { registry, runStore } = context.services;
  const layout = weightLayout(document, registry, options);
  const loaded = layout.ok
    ? readWeights(layout.value, new Uint8Array(await file.arrayBuffer()))
    : failure(layout.problems);
  if (!loaded.ok) return refuse(context, `${file.name} could not be loaded`, loaded.problems);
  runStore.getState().reset();
  runStore.getState().setWeights(givenWeights(file.name, loaded.value));
}
