import type { ValueId } from '../../../src/ir/value.ts';
import { WGSL_FUNCTIONS } from './elementwise-wgsl.ts';
import type { Kernel } from './fused-operation.ts';
import type { ValueGraph } from './value-graph.ts';

/** Every device can start as many workgroups along an axis. */
const WORKGROUPS_PER_AXIS = 65_535;

interface Parts {
  readonly graph: ValueGraph;
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
  /** Inputs and outputs that are bound as arrays of four numbers each. */
  readonly byFours?: readonly ValueId[];
  /** Declarations besides buffers and the functions that expressions call. */
  readonly declarations?: readonly string[];
  /** May use `workgroup`, the number of the workgroup, and `local`, that of the thread in it. */
  readonly body: readonly string[];
  readonly workgroups: number;
  readonly threads: number;
}

/** The whole shader. Inputs are the arrays `in0`, `in1`, …, outputs `out0`, `out1`, …, all of float32 or int32. */
export function assembleShader(parts: Parts): Kernel {
  const { graph, inputs, outputs, byFours = [], declarations = [], body, workgroups, threads } = parts;
  const x = Math.min(workgroups, WORKGROUPS_PER_AXIS);
  const y = Math.ceil(workgroups / x);
  const typeOf = (id: ValueId): string => {
    if (byFours.includes(id)) return 'vec4<f32>';
    return graph.typeOf(id).dtype === 'int32' ? 'i32' : 'f32';
  };
  const text = [...declarations, ...body].join('\n');
  const called = Object.entries(WGSL_FUNCTIONS).filter(([name]) => text.includes(`${name}(`));
  const needed = called.map(([, source]) => source);
  if (needed.some((source) => source.includes('notANumber('))) needed.unshift(WGSL_FUNCTIONS['notANumber']!);
  const code = [
    ...inputs.map((id, i) => `@group(0) @binding(${i}) var<storage, read> in${i}: array<${typeOf(id)}>;`),
    ...outputs.map(
      (id, i) =>
        `@group(0) @binding(${inputs.length + i}) var<storage, read_write> out${i}: array<${typeOf(id)}>;`,
    ),
    ...new Set(needed),
    ...declarations,
    `@compute @workgroup_size(${threads})`,
    'fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) local: u32) {',
    `  let workgroup = id.y * ${x}u + id.x;`,
    ...body.map((line) => `  ${line}`),
    '}',
  ].join('\n');
  return { code, workgroups: [x, y] };
}
