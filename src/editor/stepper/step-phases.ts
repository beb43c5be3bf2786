import type { Dissection, WireRecord } from '../../../workers/protocol.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import { outerNode } from '../../compiler/outer-place.ts';
import { edgeId, splitEndpoint, type Graph } from '../../document/schema.ts';
import type { Phase } from '../../ir/operation.ts';
import type { Program, Wire } from '../../ir/program.ts';
import type { ValueId } from '../../ir/value.ts';
import { groupChanges, type ChangeGroup } from './group-changes.ts';

/** The phases of a step as they are shown; measuring is no part of it. */
export const STEP_PHASES = ['sample', 'views', 'forward', 'loss', 'backward', 'optimiser', 'commit'] as const;
export type StepPhase = (typeof STEP_PHASES)[number];

/** What leaves an output, with the wires it travels on. */
export interface StepValue {
  /** The output on the canvas, `node.port`. */
  readonly from: string;
  /** Ids of its wires on the canvas. */
  readonly edges: readonly string[];
  /** Those of them along which gradient flows back. */
  readonly back: readonly string[];
  readonly wire: Wire;
  readonly record: WireRecord;
}

/** What happens in a phase, by ids of the canvas. */
export interface PhaseContent {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly values: readonly StepValue[];
  readonly changes: readonly ChangeGroup[];
}

/** Sorts what was found in a step into its phases. */
export function stepPhases(
  { program, drawn }: Pick<Compilation, 'drawn'> & { readonly program: Program },
  graph: Graph,
  dissection: Dissection,
): Readonly<Record<StepPhase, PhaseContent>> {
  const values = stepValues(program, drawn, graph, dissection);
  const phaseOf = producers(program);
  const of = (phase: StepPhase) =>
    values.filter(({ wire }) => (phaseOf.get(wire.value!) ?? 'forward') === phase);
  const gradients = values.filter(({ record }) => record.gradient !== null).reverse();
  const optimisers = new Set(program.losses.map(({ optimiser }) => optimiser));
  const all = groupChanges(dissection.changes, optimisers);
  const updates = all.filter(({ role, node }) => role === 'trained' || optimisers.has(node));
  const commits = all.filter((group) => !updates.includes(group));

  const content = (
    nodes: Iterable<string>,
    shown: readonly StepValue[],
    changes: readonly ChangeGroup[] = [],
    edges = shown.flatMap((value) => value.edges),
  ): PhaseContent => {
    const known = graph.nodes.map(({ id }) => id).filter((id) => new Set(nodes).has(id));
    return { nodes: known, edges, values: shown, changes };
  };
  const read = program.step.feeds
    .filter(({ source }) => source.kind === 'dataset')
    .map(({ origin }) => origin);
  const followers = new Set(commits.filter(({ role }) => role !== 'state').map(({ node }) => node));
  const followed = graph.edges
    .filter(({ from, to }) => {
      const ends = [from, to].map((end) => splitEndpoint(end).node);
      return splitEndpoint(from).port === 'weights' && ends.some((node) => followers.has(node));
    })
    .map(edgeId);
  return {
    sample: content(read.map(outerNode), of('sample')),
    views: content(workingIn(program, 'views'), of('views')),
    forward: content(workingIn(program, 'forward'), of('forward')),
    loss: content(workingIn(program, 'loss'), of('loss')),
    backward: content(
      workingIn(program, 'backward'),
      gradients,
      [],
      gradients.flatMap(({ back }) => back),
    ),
    optimiser: content([...updates.map(({ node }) => node), ...optimisers], [], updates),
    commit: content(
      commits.map(({ node }) => node),
      [],
      commits,
      followed,
    ),
  };
}

/** One entry for each output on the canvas, in the order of the program. */
function stepValues(
  { wires }: Program,
  drawn: Compilation['drawn'],
  { edges }: Graph,
  dissection: Dissection,
): StepValue[] {
  const records = new Map(dissection.wires.map((record) => [record.edge, record]));
  const sources = new Map(edges.map((edge) => [edgeId(edge), edge.from]));
  const values = new Map<string, { edges: string[]; back: string[]; wire: Wire; record: WireRecord }>();
  for (const wire of wires) {
    const record = records.get(wire.edge);
    if (!record) continue;
    for (const edge of drawn ? (drawn.get(wire.edge) ?? []) : [wire.edge]) {
      const from = sources.get(edge);
      if (from === undefined) continue;
      const value = values.get(from) ?? { edges: [], back: [], wire, record };
      values.set(from, value);
      if (!value.edges.includes(edge)) value.edges.push(edge);
      if (!record.gradient) continue;
      // of the wires of an output some may carry gradient and others not
      value.record = record;
      if (!value.back.includes(edge)) value.back.push(edge);
    }
  }
  return [...values].map(([from, value]) => ({ from, ...value }));
}

/** The phase in which each value comes to be; weights and states are there before. */
function producers({ step }: Program): ReadonlyMap<ValueId, StepPhase | Phase> {
  const phases = new Map<ValueId, StepPhase | Phase>();
  for (const { id } of step.feeds) phases.set(id, 'sample');
  for (const { outputs, phase } of step.operations) for (const id of outputs) phases.set(id, phase);
  return phases;
}

/** The nodes whose operations belong to a phase. */
function workingIn({ step }: Program, phase: Phase): Set<string> {
  const nodes = new Set<string>();
  for (const operation of step.operations) {
    if (operation.phase !== phase) continue;
    for (const node of [operation.origin, ...(operation.alsoFor ?? [])]) nodes.add(outerNode(node));
  }
  return nodes;
}
