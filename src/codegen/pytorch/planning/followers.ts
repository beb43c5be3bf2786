import type { ResolvedNode, WeightSet } from '../../../compiler/resolved-graph.ts';
import type { Schedule } from '../../../ir/schedule.ts';
import { follow, followBuffers } from '../library/layers.ts';
import { snakeCase } from '../names.ts';
import type { Line } from '../plan.ts';
import { scheduleText } from '../schedule-text.ts';
import type { Draft } from './draft.ts';
import type { Modules } from './modules.ts';

/** Statements that move followers before a step's forward pass and after the optimiser, each after what it follows. */
export function moveFollowers(draft: Draft, modules: Modules): { before: Line[]; after: Line[] } {
  const moved: { before: Line[]; after: Line[] } = { before: [], after: [] };
  const done = new Set<string>();
  const visit = (set: WeightSet): void => {
    if (done.has(set.id)) return;
    done.add(set.id);
    const { by, source } = set.follows ?? {};
    if (!by || !source) return;
    visit(source);
    const part = by.spec.follow;
    if (!part?.next || !modules.has(set)) return;
    const lines = part.timing(by.params) === 'beforeForward' ? moved.before : moved.after;
    move(draft, by, draft.attribute(set), draft.attribute(source), lines);
  };
  for (const { weights } of draft.traced.graph.nodes.values()) {
    if (modules.has(weights)) visit(weights);
  }
  return moved;
}

function move(draft: Draft, by: ResolvedNode, target: string, source: string, lines: Line[]): void {
  const { snippets, traced } = draft;
  snippets.add(follow);
  const buffers = by.spec.follow!.buffers(by.params);
  if (buffers) snippets.add(followBuffers);
  const add = (text: string) => lines.push({ text, node: by.id });
  const write = (momentum: string, indent = '') => {
    add(`${indent}follow(self.${target}, self.${source}, ${momentum})`);
    if (buffers) add(`${indent}follow_buffers(self.${target}, self.${source}, ${momentum})`);
  };
  if (by.spec.id === 'flow.snapshot') {
    add(`if (step + 1) % ${String(by.params['every'])} == 0:`);
    return write('0.0', '    ');
  }
  const course = momentumOf(by, traced.trace.steps);
  const value = scheduleText(course, 'steps', (snippet) => snippets.add(snippet));
  if (course.kind === 'constant') return write(value);
  const name = snakeCase(by.id) + '_momentum';
  if (!lines.some(({ text }) => text === `${name} = ${value}`)) add(`${name} = ${value}`);
  write(name);
}

function momentumOf({ params }: ResolvedNode, steps: number): Schedule {
  const { momentum, schedule, finalMomentum } = params as {
    momentum: number;
    schedule: 'constant' | 'cosine' | 'linear';
    finalMomentum: number;
  };
  return schedule === 'constant'
    ? { kind: 'constant', value: momentum }
    : { kind: schedule, steps, start: momentum, end: finalMomentum };
}
