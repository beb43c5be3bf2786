import { defined } from '../../../src/base/assert.ts';
import type { Operation } from '../../../src/ir/operation.ts';
import { sizeOf, type ValueId } from '../../../src/ir/value.ts';
import { Ancestry } from './ancestry.ts';
import type { ClusterKernel, Part } from './cluster-kernel.ts';
import type { FusionLimits } from './fused-operation.ts';
import { groupKernel } from './group-kernel.ts';
import { INEXPRESSIBLE } from './kernel-writer.ts';
import { mapKernel } from './map-kernel.ts';
import type { Materials } from './materials.ts';
import { productKernel } from './product-kernel.ts';
import { isSmall as isSmallProduct, smallProductKernel } from './small-product-kernel.ts';
import { reductionDomain } from './reduction-domain.ts';
import type { ValueGraph } from './value-graph.ts';

/** Shaders must not grow without end. */
const MOST_OPERATIONS = 96;
/** Larger parts keep a device busy each for itself, and waiting for each other they would hold memory. */
const SMALL = 2 ** 18;

/** Operations with the kernel that computes them. */
export interface Cluster {
  /** One set for each part of the kernel. */
  readonly parts: readonly ReadonlySet<Operation>[];
  readonly kernel: ClusterKernel;
  readonly kind: 'map' | 'group' | 'product';
  /** Whether none of its parts keeps a device busy by itself. */
  readonly isSmall: boolean;
}

/** Puts operations together into kernels, greedily: first along the values that they hand on, then side by side. */
export class Clusters {
  readonly #materials: Materials;
  readonly #limits: FusionLimits;
  readonly #ancestry: Ancestry;
  readonly #of = new Map<Operation, Cluster>();
  readonly #refused = new WeakMap<Cluster, WeakSet<Cluster>>();

  constructor(materials: Materials, limits: FusionLimits) {
    this.#materials = materials;
    this.#limits = limits;
    this.#ancestry = new Ancestry(materials.graph);
  }

  /** Gives the operations that no kernel can compute even alone; where there are any, nothing else is done. */
  form(): Operation[] {
    const impossible = this.#materials.nodes.filter((node) => {
      const cluster = this.#build([new Set([node])]);
      if (cluster) this.#of.set(node, cluster);
      return !cluster;
    });
    if (impossible.length > 0) return impossible;
    while (this.#mergeAlong());
    this.#mergeBeside(
      (a, b) => a.kind === 'group' && b.kind === 'group' && this.#shareInput(a, b),
      (a, b) => [new Set([...a.parts[0]!, ...b.parts[0]!])],
    );
    const small = ({ kind, isSmall }: Cluster): boolean => kind === 'map' && isSmall;
    const both = (a: Cluster, b: Cluster) => [...a.parts, ...b.parts];
    this.#mergeBeside((a, b) => small(a) && small(b) && this.#shareInput(a, b), both);
    this.#mergeBeside((a, b) => small(a) && small(b), both);
    return [];
  }

  get all(): Set<Cluster> {
    return new Set(this.#of.values());
  }

  of(operation: Operation): Cluster | undefined {
    return this.#of.get(operation);
  }

  /**
   * Puts what computes a value together with what reads it. From the end of the block: so values that are made for one
   * reader go to that reader, rather than to a kernel far before it whose inputs they share.
   */
  #mergeAlong(): boolean {
    let changed = false;
    for (const node of this.#materials.nodes.toReversed()) {
      let merged = true;
      while (merged) {
        const cluster = this.#of.get(node)!;
        const readers = cluster.kernel.outputs.flatMap((id) => [...this.#materials.readersOf(id)]);
        const targets = new Set(readers.map((reader) => this.#of.get(reader)!));
        targets.delete(cluster);
        merged = [...targets].some((target) => this.#merge(cluster, target, () => [union(cluster, target)]));
        changed ||= merged;
      }
    }
    return changed;
  }

  #mergeBeside(
    suits: (a: Cluster, b: Cluster) => boolean,
    together: (a: Cluster, b: Cluster) => readonly ReadonlySet<Operation>[],
  ): void {
    /** Clusters that were held against all others, with nothing gained, since the last two were put together. */
    const done = new Set<Cluster>();
    for (const node of this.#materials.nodes) {
      let a = this.#of.get(node)!;
      if (done.has(a)) continue;
      const tried = new Set([a]);
      let merged = false;
      for (const other of this.#materials.nodes) {
        const b = this.#of.get(other)!;
        if (tried.has(b)) continue;
        tried.add(b);
        if (!suits(a, b) || !this.#merge(a, b, () => together(a, b))) continue;
        merged = true;
        a = this.#of.get(node)!;
        tried.clear();
        tried.add(a);
      }
      if (merged) done.clear();
      else done.add(a);
    }
  }

  #shareInput(a: Cluster, b: Cluster): boolean {
    return a.kernel.inputs.some((id) => b.kernel.inputs.includes(id));
  }

  #merge(a: Cluster, b: Cluster, together: () => readonly ReadonlySet<Operation>[]): boolean {
    const refused = this.#refused.get(a) ?? new WeakSet();
    if (refused.has(b)) return false;
    // a kernel has one matrix product, and no workgroup for what reduces beside it
    const apart = (a.kind === 'product' && b.kind !== 'map') || (b.kind === 'product' && a.kind !== 'map');
    if (apart) return false;
    const parts = together();
    const merged = this.#isPossible(a, b, parts) ? this.#build(parts) : null;
    if (!merged) {
      this.#refused.set(a, refused.add(b));
      return false;
    }
    this.#ancestry.join(memberOf(a), memberOf(b));
    for (const part of parts) for (const operation of part) this.#of.set(operation, merged);
    return true;
  }

  /** What can be said before the kernel is written. */
  #isPossible(a: Cluster, b: Cluster, parts: readonly ReadonlySet<Operation>[]): boolean {
    const both = [...new Set([...a.kernel.inputs, ...b.kernel.inputs])];
    const within = new Set(parts.length > 1 ? [] : [...a.kernel.outputs, ...b.kernel.outputs]);
    const inputs = both.filter((id) => !within.has(id));
    const outputs = parts.reduce((count, part) => count + this.#materials.outputsOf(part).length, 0);
    return inputs.length + outputs <= this.#limits.storageBuffers && !this.#dependsOn(inputs, a, b);
  }

  /** Whether any of the values needs what one of the clusters computes: together they would wait for themselves. */
  #dependsOn(ids: readonly ValueId[], a: Cluster, b: Cluster): boolean {
    const [inA, inB] = [memberOf(a), memberOf(b)];
    return ids.some((id) => {
      const producer = this.#materials.graph.producer(id);
      if (!producer) return false;
      const cluster = this.#of.get(producer);
      if (cluster === a || cluster === b) return true;
      return this.#ancestry.waitsFor(producer, inA) || this.#ancestry.waitsFor(producer, inB);
    });
  }

  #build(sets: readonly ReadonlySet<Operation>[]): Cluster | null {
    const { graph } = this.#materials;
    const parts: Part[] = sets.map((operations) => ({
      operations,
      outputs: this.#materials.outputsOf(operations),
    }));
    if (sets.reduce((count, { size }) => count + size, 0) > MOST_OPERATIONS) return null;
    try {
      const [kind, kernel] = kernelFor(parts, graph);
      if (kernel.inputs.length + kernel.outputs.length > this.#limits.storageBuffers) return null;
      const isSmall = kernel.outputs.every((id) => sizeOf(graph.typeOf(id).shape) <= SMALL);
      return { parts: sets, kernel, kind, isSmall };
    } catch (error) {
      if (error === INEXPRESSIBLE) return null;
      throw error;
    }
  }
}

function kernelFor(
  parts: readonly Part[],
  graph: ValueGraph,
): readonly [kind: Cluster['kind'], kernel: ClusterKernel] {
  const [part, ...others] = parts as [Part, ...Part[]];
  if (others.length > 0) return ['map', mapKernel(graph, parts)];
  const domain = reductionDomain(part.operations, graph);
  const product = [...part.operations].find((operation) => operation.name === 'matMul');
  if (domain) return ['group', groupKernel(graph, part, domain)];
  if (product) {
    const write = isSmallProduct(product, graph) ? smallProductKernel : productKernel;
    return ['product', write(graph, part, product)];
  }
  return ['map', mapKernel(graph, parts)];
}

function memberOf({ parts }: Cluster): Operation {
  const [member] = parts[0]!;
  return defined(member, 'a cluster has operations');
}

function union(a: Cluster, b: Cluster): ReadonlySet<Operation> {
  return new Set([...a.parts, ...b.parts].flatMap((part) => [...part]));
}
