import type { Operation } from '../../../src/ir/operation.ts';
import { sizeOf, type ValueId } from '../../../src/ir/value.ts';
import { assembleShader } from './assemble-shader.ts';
import type { ClusterKernel, Part } from './cluster-kernel.ts';
import { INEXPRESSIBLE, KernelWriter } from './kernel-writer.ts';
import type { ValueGraph } from './value-graph.ts';
import { WgslScope } from './wgsl-scope.ts';

const THREADS = 64;

/**
 * A kernel in which each thread computes one element of every output of a part. The outputs of a part have equally many
 * elements; the parts, which need not have to do with each other, take their turns in the numbers of the threads.
 * Throws `INEXPRESSIBLE`.
 */
export function mapKernel(graph: ValueGraph, parts: readonly Part[]): ClusterKernel {
  const inputs: ValueId[] = [];
  const computed = new Set<Operation>();
  const outputs: ValueId[] = [];
  const scope = new WgslScope();
  const thread = scope.let(`workgroup * ${THREADS}u + local`, 'thread');
  let end = 0;
  for (const [i, part] of parts.entries()) {
    const sizes = part.outputs.map((id) => sizeOf(graph.typeOf(id).shape));
    const size = sizes[0];
    if (size === undefined || sizes.some((other) => other !== size)) throw INEXPRESSIBLE;
    const begin = end;
    end += size;
    const writer = new KernelWriter({ graph, inside: part.operations, points: size, inputs, computed });
    scope.block(`${i === 0 ? '' : 'else '}if (${thread} < ${end}u)`, (inner) => {
      const flat = begin === 0 ? thread : inner.let(`${thread} - ${begin}u`);
      for (const id of part.outputs) {
        const value = writer.at(id, { shape: graph.typeOf(id).shape, flat }, inner);
        inner.lines.push(`out${outputs.length}[${flat}] = ${value};`);
        outputs.push(id);
      }
    });
  }
  const workgroups = Math.ceil(end / THREADS);
  const body = scope.lines;
  return {
    shader: () => assembleShader({ graph, inputs, outputs, body, workgroups, threads: THREADS }),
    inputs,
    outputs,
    computed,
  };
}
