import type { Operation } from '../../../src/ir/operation.ts';
import { ADJUSTMENTS, GRAY } from '../execute/color-jitter-host.ts';
import { assembleShader } from './assemble-shader.ts';
import type { FusedOperation } from './fused-operation.ts';
import type { ValueGraph } from './value-graph.ts';

const THREADS = 128;

const DECLARATIONS = `var<workgroup> greys: array<f32, ${THREADS}>;
fn grey(x: vec3<f32>) -> f32 {
  return dot(x, vec3<f32>(${GRAY.join(', ')}));
}
fn shiftHue(x: vec3<f32>, turns: f32) -> vec3<f32> {
  let highest = max(x.r, max(x.g, x.b));
  let chroma = highest - min(x.r, min(x.g, x.b));
  // grey has no hue
  if (chroma == 0f) { return x; }
  var hue = 4f + (x.r - x.g) / chroma;
  if (highest == x.r) {
    hue = (x.g - x.b) / chroma;
  } else if (highest == x.g) {
    hue = 2f + (x.b - x.r) / chroma;
  }
  let k = hue + turns * 6f + vec3<f32>(5f, 3f, 1f);
  let sector = k - floor(k / 6f) * 6f;
  return highest - chroma * saturate(min(sector, 4f - sector));
}`;

/** torchvision's ColorJitter, a workgroup for each image; see `colorJitterInPlace`, which does the same. */
export function colorJitterKernel(
  operation: Extract<Operation, { name: 'colorJitter' }>,
  graph: ValueGraph,
): FusedOperation {
  const { inputs, outputs, types } = operation;
  const [images, height, width] = types[0]!.shape as [number, number, number];
  const pixels = height * width;
  const each = (statement: string): string =>
    `for (var pixel = local; pixel < ${pixels}u; pixel += ${THREADS}u) {
    let at = (workgroup * ${pixels}u + pixel) * 3u;
    ${statement}
  }`;
  const here = 'vec3<f32>(out0[at], out0[at + 1u], out0[at + 2u])';
  const body = `if (workgroup >= ${images}u) { return; }
${each('for (var c = 0u; c < 3u; c++) { out0[at + c] = in0[at + c]; }')}
for (var position = 0u; position < 4u; position++) {
  let adjustment = u32(in2[workgroup * 4u + position]);
  let factor = in1[workgroup * 4u + adjustment];
  var total = 0f;
  ${each(`total += grey(${here});`)}
  greys[local] = total;
  workgroupBarrier();
  for (var half = ${THREADS / 2}u; half > 0u; half /= 2u) {
    if (local < half) { greys[local] += greys[local + half]; }
    workgroupBarrier();
  }
  let mean = greys[0] / ${pixels}f;
  workgroupBarrier();
  ${each(`let x = ${here};
    var y = saturate(factor * x);
    if (adjustment == ${ADJUSTMENTS.contrast}u) { y = saturate(factor * x + (1f - factor) * mean); }
    if (adjustment == ${ADJUSTMENTS.saturation}u) { y = saturate(factor * x + (1f - factor) * grey(x)); }
    if (adjustment == ${ADJUSTMENTS.hue}u) { y = shiftHue(x, factor); }
    for (var c = 0u; c < 3u; c++) { out0[at + c] = y[c]; }`)}
}`.split('\n');
  const declarations = [DECLARATIONS];
  const kernel = assembleShader({
    graph,
    inputs,
    outputs,
    declarations,
    body,
    workgroups: images,
    threads: THREADS,
  });
  return { name: 'fused', operations: [operation], inputs, outputs, types, kernel };
}
