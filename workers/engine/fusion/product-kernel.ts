import type { Operation } from '../../../src/ir/operation.ts';
import { sizeOf, type ValueId } from '../../../src/ir/value.ts';
import { assembleShader } from './assemble-shader.ts';
import type { ClusterKernel, Part } from './cluster-kernel.ts';
import { INEXPRESSIBLE, KernelWriter, type FindComputed } from './kernel-writer.ts';
import { ProductOperand } from './product-operand.ts';
import { dimensionsOf, MOST_AFTER, tileFor, type MatMul } from './product-tile.ts';
import { isAt, rememberPlace } from './tensor-index.ts';
import type { ValueGraph } from './value-graph.ts';
import { WgslScope } from './wgsl-scope.ts';

/** So often what comes before may be computed again, in every tile that reads it. */
const MOST_REPEATS = 4;
/** A thread has a block of 4 × 4 results. */
const BLOCK = 4;

const four = <T>(write: (i: number) => T): T[] => [0, 1, 2, 3].map(write);

/**
 * A matrix product with what is computed element by element before and after it. A workgroup has one tile of the result and
 * goes along the inner dimension, a stretch of both operands in shared memory at a time; each sum is one thread's, in order.
 * Throws `INEXPRESSIBLE`.
 */
export function productKernel(graph: ValueGraph, part: Part, product: MatMul): ClusterKernel {
  const result = product.outputs[0]!;
  const { shape } = graph.typeOf(result);
  const size = sizeOf(shape);
  if (part.outputs.some((id) => sizeOf(graph.typeOf(id).shape) !== size)) throw INEXPRESSIBLE;
  const { batch, rows, columns, inner } = dimensionsOf(product, graph);
  const tile = tileFor(batch, rows, columns);
  const [across, down] = [tile.columns / BLOCK, tile.rows / BLOCK];
  const threads = across * down;
  const [tilesAcross, tilesDown] = [Math.ceil(columns / tile.columns), Math.ceil(rows / tile.rows)];
  const workgroups = batch * tilesAcross * tilesDown;

  const inputs: ValueId[] = [];
  const byFours = new Set<ValueId>();
  const computed = new Set<Operation>([product]);
  const scope = new WgslScope();
  scope.lines.push(`if (workgroup >= ${workgroups}u) { return; }`);
  const [tx, ty] = [scope.let(`local % ${across}u`, 'tx'), scope.let(`local / ${across}u`, 'ty')];
  const tileColumn = scope.let(`workgroup % ${tilesAcross}u * ${tile.columns}u`, 'left');
  const tileRow = scope.let(`workgroup / ${tilesAcross}u % ${tilesDown}u * ${tile.rows}u`, 'top');
  const image = scope.let(batch === 1 ? '0u' : `workgroup / ${tilesAcross * tilesDown}u`, 'image');

  /** Loads an operand that `repeats` tiles need each for itself. */
  const load = (operand: ProductOperand, step: WgslScope, repeats: number): void => {
    const own = new Set<Operation>();
    const points = operand.size * repeats;
    const given = { graph, inside: part.operations, points, inputs, computed: own, byFours };
    operand.load(step, new KernelWriter(given), own, threads);
    const dear = [...own].some((operation) => operation.name !== 'constant' && !graph.isCheap(operation));
    if (dear && repeats > MOST_REPEATS) throw INEXPRESSIBLE;
    for (const operation of own) computed.add(operation);
  };
  const { transposeA, transposeB } = product.attributes;
  const common = { graph, inside: part.operations, inputs, byFours, depth: tile.depth, inner, image };
  const a = new ProductOperand({
    ...common,
    id: product.inputs[0]!,
    name: 'a',
    byInner: !transposeA,
    begin: tileRow,
    extent: tile.rows,
    of: rows,
    thread: ty,
    threads: down,
  });
  const b = new ProductOperand({
    ...common,
    id: product.inputs[1]!,
    name: 'b',
    byInner: transposeB,
    begin: tileColumn,
    extent: tile.columns,
    of: columns,
    thread: tx,
    threads: across,
  });

  scope.lines.push('var sums: array<vec4<f32>, 4>;');
  scope.block(`for (var k = 0u; k < ${inner}u; k += ${tile.depth}u)`, (step) => {
    load(a, step, tilesAcross);
    load(b, step, tilesDown);
    step.lines.push('workgroupBarrier();');
    step.block(`for (var q = 0u; q < ${tile.depth / 4}u; q++)`, (micro) => {
      micro.lines.push(...a.take(), ...b.take(), ...multiply(a.byInner, b.byInner));
    });
    step.lines.push('workgroupBarrier();');
  });
  const known = computed.size;

  const outputs = part.outputs;
  const whole = outputs.length === 1 && outputs[0] === result && !b.byInner && columns % 4 === 0;
  const write = (row: string, column: string, begin: string, cell: WgslScope): void => {
    const flat = cell.let(`${begin} * ${columns}u + ${column}`, 'flat');
    const coordinates = [...(shape.length === 3 ? [image] : []), row, column];
    rememberPlace(shape, coordinates, flat, cell);
    const own = coordinates.filter((_, axis) => shape[axis] !== 1);
    const find: FindComputed = (operation, index) => {
      if (operation !== product) return null;
      if (!isAt(index, own, flat)) throw INEXPRESSIBLE;
      return cell.let('sums[i][j]', 'v');
    };
    const given = { graph, inside: part.operations, points: size, inputs, computed, byFours, find };
    const writer = new KernelWriter(given);
    outputs.forEach((id, n) => {
      const value = writer.at(id, { shape: graph.typeOf(id).shape, flat }, cell);
      cell.lines.push(`out${n}[${flat}] = ${value};`);
    });
  };
  // loops, which drivers unroll where that pays: written out, the shader would be many times as long
  scope.block('for (var i = 0u; i < 4u; i++)', (line) => {
    const row = line.let(`${tileRow} + ${a.place('i')}`, 'row');
    if (rows % tile.rows !== 0) line.lines.push(`if (${row} >= ${rows}u) { break; }`);
    const begin = line.let(batch === 1 ? row : `${image} * ${rows}u + ${row}`, 'line');
    const inside = (column: string): string =>
      columns % tile.columns === 0 ? '' : `if (${column} < ${columns}u)`;
    if (whole) {
      const column = line.let(`${tileColumn} + ${tx} * 4u`, 'column');
      line.block(inside(column), ({ lines }) =>
        lines.push(`out0[(${begin} * ${columns}u + ${column}) / 4u] = sums[i];`),
      );
      return;
    }
    line.block('for (var j = 0u; j < 4u; j++)', (cell) => {
      const column = cell.let(`${tileColumn} + ${b.place('j')}`, 'column');
      cell.block(inside(column), (place) => write(row, column, begin, place));
    });
  });
  if (computed.size - known > MOST_AFTER) throw INEXPRESSIBLE;
  const shader = () =>
    assembleShader({
      graph,
      inputs,
      outputs,
      byFours: [...byFours, ...(whole ? outputs : [])],
      declarations: [a.declaration, b.declaration],
      body: scope.lines,
      workgroups,
      threads,
    });
  return { shader, inputs, outputs, computed };
}

/** Four steps along the inner dimension for 4 × 4 results; what is taken by fours along it holds four steps in one vector. */
function multiply(aByInner: boolean, bByInner: boolean): string[] {
  const a = (i: number, k: number): string => (aByInner ? `a${i}[${k}]` : `a${k}[${i}]`);
  const turned = four((k) => `let row${k} = vec4<f32>(${four((j) => `b${j}[${k}]`).join(', ')});`);
  const b = bByInner ? 'row' : 'b';
  return [
    ...(bByInner ? turned : []),
    ...four((i) => `sums[${i}] += ${four((k) => `${a(i, k)} * ${b}${k}`).join(' + ')};`),
  ];
}
