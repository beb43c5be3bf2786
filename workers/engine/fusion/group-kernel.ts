import { defined } from '../../../src/base/assert.ts';
import type { Operation } from '../../../src/ir/operation.ts';
import { sizeOf, type ValueId } from '../../../src/ir/value.ts';
import { assembleShader } from './assemble-shader.ts';
import type { ClusterKernel, Part } from './cluster-kernel.ts';
import { accumulate, INEXPRESSIBLE, KernelWriter, START, type FindComputed } from './kernel-writer.ts';
import { isLong, type ReductionDomain } from './reduction-domain.ts';
import { coordinatesOf, flatOf, isAt, rememberPlace, type TensorIndex } from './tensor-index.ts';
import type { ValueGraph } from './value-graph.ts';
import { WgslScope } from './wgsl-scope.ts';

/** Neighbouring groups that one workgroup takes where they lie side by side, so that it reads whole stretches of memory. */
const TILE = 8;
/** With fewer groups than this a kernel has too few threads to write more elements than the other number. */
const MANY_GROUPS = 16;
const FEW_ELEMENTS = 4096;

/**
 * A kernel in which a workgroup reduces one group of elements (or a tile of groups) of the domain, as often as one reduction
 * needs another's result, and then writes what depends on the results: values for every element, and values for the group.
 * Throws `INEXPRESSIBLE`.
 */
export function groupKernel(graph: ValueGraph, part: Part, domain: ReductionDomain): ClusterKernel {
  const { shape, reduced, kept, groups, length } = domain;
  const size = groups * length;
  const isWide = (id: ValueId): boolean => sizeOf(graph.typeOf(id).shape) === size;
  const wide = part.outputs.filter(isWide);
  const narrow = part.outputs.filter((id) => !isWide(id));
  if (narrow.some((id) => sizeOf(graph.typeOf(id).shape) !== groups)) throw INEXPRESSIBLE;
  if (wide.length > 0 && groups < MANY_GROUPS && size > FEW_ELEMENTS) throw INEXPRESSIBLE;

  const tile = reduced.at(-1) === false && shape.at(-1)! % TILE === 0 ? TILE : 1;
  const threads = tile > 1 || length > 128 ? 256 : 64;
  const lanes = threads / tile;
  const workgroups = groups / tile;

  const inputs: ValueId[] = [];
  const computed = new Set<Operation>();
  const results = new Map<Operation, string>();
  const scope = new WgslScope();
  // workgroups beyond the last fill the grid
  scope.lines.push(`if (workgroup >= ${workgroups}u) { return; }`);
  const lane = scope.let(tile === 1 ? 'local' : `local / ${tile}u`, 'lane');
  const group = scope.let(tile === 1 ? 'workgroup' : `workgroup * ${tile}u + local % ${tile}u`, 'group');
  const place = coordinatesOf({ shape: kept, flat: group }, scope);
  rememberPlace(kept, place, group, scope);

  const find: FindComputed = (operation, index) => {
    if (!part.operations.has(operation) || !isLong(operation, graph)) return null;
    if (!isAt(index, place, group)) throw INEXPRESSIBLE;
    return defined(results.get(operation), 'a reduction is computed before what depends on it');
  };
  const writer = new KernelWriter({
    graph,
    inside: part.operations,
    points: size,
    inputs,
    computed,
    find,
  });
  const loop = (body: (flat: string, index: TensorIndex, inner: WgslScope) => void): void => {
    const step = scope.name('k');
    scope.block(`for (var ${step} = ${lane}; ${step} < ${length}u; ${step} += ${lanes}u)`, (inner) => {
      const own = [...place];
      const within = [
        ...coordinatesOf({ shape: shape.filter((_, axis) => reduced[axis]), flat: step }, inner),
      ];
      const coordinates = reduced.map((is) => (is ? within.shift()! : own.shift()!));
      const flat = flatOf({ shape, coordinates }, inner);
      rememberPlace(shape, coordinates, flat, inner);
      body(flat, { shape, coordinates, flat }, inner);
    });
  };

  for (const phase of phases(graph, part.operations)) {
    const totals = phase.map(({ name }) => {
      const total = scope.name('t');
      scope.lines.push(`var ${total} = ${START[name]};`);
      return total;
    });
    loop((flat, _, inner) => {
      phase.forEach(({ name, inputs: [x] }, i) => {
        const value = writer.at(x!, { shape: graph.typeOf(x!).shape, flat }, inner);
        inner.lines.push(`${totals[i]!} = ${accumulate(name, totals[i]!, value)};`);
      });
    });
    phase.forEach((operation, i) => {
      computed.add(operation);
      const result = scope.name('all');
      scope.lines.push(`let ${result} = ${operation.name}OfLanes(${totals[i]!}, local);`);
      results.set(operation, result);
    });
  }
  const outputs: ValueId[] = [];
  const write = (id: ValueId, flat: string, inner: WgslScope): void => {
    const value = writer.at(id, { shape: graph.typeOf(id).shape, flat }, inner);
    inner.lines.push(`out${outputs.length}[${flat}] = ${value};`);
    outputs.push(id);
  };
  if (wide.length > 0) loop((flat, _, inner) => wide.forEach((id) => write(id, flat, inner)));
  if (narrow.length > 0) {
    scope.block(`if (${lane} == 0u)`, (inner) => narrow.forEach((id) => write(id, group, inner)));
  }

  const body = scope.lines;
  const names = [...new Set([...results.keys()].map(({ name }) => name as 'sum' | 'max'))];
  const declarations = [
    `var<workgroup> shared_: array<f32, ${threads}>;`,
    ...names.map((name) => overLanes(name, tile, lanes)),
  ];
  return {
    shader: () => assembleShader({ graph, inputs, outputs, declarations, body, workgroups, threads }),
    inputs,
    outputs,
    computed,
  };
}

/** A function that reduces one number of each lane; all lanes get the result. */
function overLanes(name: 'sum' | 'max', tile: number, lanes: number): string {
  return `fn ${name}OfLanes(own: f32, local: u32) -> f32 {
  shared_[local] = own;
  workgroupBarrier();
  for (var half = ${lanes / 2}u; half > 0u; half /= 2u) {
    if (local < half * ${tile}u) {
      shared_[local] = ${accumulate(name, 'shared_[local]', `shared_[local + half * ${tile}u]`)};
    }
    workgroupBarrier();
  }
  let result = shared_[local % ${tile}u];
  workgroupBarrier();
  return result;
}`;
}

type Reduction = Extract<Operation, { name: 'sum' | 'max' }>;

/** The long reductions, those first that need no other's result. */
function phases(graph: ValueGraph, operations: ReadonlySet<Operation>): Reduction[][] {
  const depths = new Map<Operation, number>();
  const depthOf = (id: ValueId): number => {
    const operation = graph.producer(id);
    if (!operation || !(operations.has(operation) || graph.isCheap(operation))) return 0;
    const known = depths.get(operation);
    if (known !== undefined) return known;
    const depth = Math.max(0, ...operation.inputs.map(depthOf)) + (isLong(operation, graph) ? 1 : 0);
    depths.set(operation, depth);
    return depth;
  };
  const result: Reduction[][] = [];
  for (const operation of operations) {
    if (isLong(operation, graph)) (result[depthOf(operation.outputs[0]!) - 1] ??= []).push(operation);
  }
  return result;
}
