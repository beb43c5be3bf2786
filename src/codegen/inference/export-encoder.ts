import { slug } from '../../base/slug.ts';
import { failure, success } from '../../base/outcome.ts';
import type { CompileOptions } from '../../compiler/compile-options.ts';
import { traceDrawing } from '../../compiler/trace-drawing.ts';
import { diagnose, hasErrors, type Checked } from '../../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { RecordedTensor } from '../../ir/recording.ts';
import type { ValueId } from '../../ir/value.ts';
import type { Registry } from '../../spec/registry.ts';
import type { ExportedFile } from '../exported-project.ts';
import type { EncoderTarget } from './encoder-targets.ts';
import { writeOnnx } from './onnx/write-onnx.ts';
import { writeTfjsGraph } from './tfjs-graph/write-tfjs-graph.ts';
import { encoderOf, traceInference } from './trace-inference.ts';

export interface EncoderRequest {
  readonly target: EncoderTarget;
  /** The node whose outputs are given; the encoder of the drawing where none is named. */
  readonly node?: string;
  /** Weights and states, as a checkpoint has them or as they were read from a file. */
  readonly tensors: Readonly<Record<ValueId, RecordedTensor>>;
  readonly step?: number;
}

export interface ExportedEncoder {
  readonly node: string;
  readonly files: ReadonlyMap<string, ExportedFile>;
}

/**
 * A trained encoder alone, for programs that know nothing of Unlabel: plain images in, embeddings out. Fails with the drawing's own errors,
 * and with EMIT_NOT_EXPORTED where the node is no function of images, or its weights are not given.
 */
export function exportEncoder(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions,
  { target, node: wanted, tensors, step }: EncoderRequest,
): Checked<ExportedEncoder> {
  const traced = traceDrawing(document, registry, options);
  if ('refused' in traced) return failure(traced.refused);
  if (hasErrors(traced.diagnostics)) return failure(traced.diagnostics);
  const node = wanted ?? encoderOf(traced);
  if (node === null) {
    const problem = 'it has no encoder';
    return failure([diagnose('EMIT_NOT_EXPORTED', { node: document.meta.title, problem })]);
  }
  const graph = traceInference(traced, node);
  if (!graph.ok) return graph;
  const absent = graph.value.parameters.find(({ id }) => !tensors[id]);
  if (absent) {
    const problem = `the weights given do not have “${absent.id}”`;
    return failure([diagnose('EMIT_NOT_EXPORTED', { node, problem }, { node })]);
  }
  const values = new Map(graph.value.parameters.map(({ id }) => [id, Float32Array.from(tensors[id]!.data)]));
  const about = {
    title: document.meta.title,
    facts: {
      ...(traced.trace.dataset !== undefined && { dataset: traced.trace.dataset }),
      ...(step !== undefined && { step: String(step) }),
    },
  };
  const files = new Map<string, ExportedFile>(
    target === 'onnx'
      ? [[`${slug(node) || 'encoder'}.onnx`, writeOnnx(graph.value, values, about)]]
      : writeTfjsGraph(graph.value, values, about),
  );
  return success({ node, files });
}
