import type { TracedDrawing } from '../../compiler/trace-drawing.ts';
import type { WeightSet } from '../../compiler/resolved-graph.ts';
import type { Snippet } from '../snippet.ts';
import { camelCase } from './javascript.ts';
import { follow } from './library/layers.ts';
import { scheduleCode } from './schedule-code.ts';

/** Statements that move what no optimiser moves. */
export interface Movement {
  /** Before a step's loss. */
  readonly before: readonly string[];
  /** After the optimiser. */
  readonly after: readonly string[];
}

interface Naming {
  /** `this.encoder`, of a weight set. */
  attribute(set: WeightSet): string;
  use(snippet: Snippet): unknown;
}

/** What moves followers that are exported, each after what it follows. */
export function followers(
  { graph, trace: { steps } }: TracedDrawing,
  isExported: (set: WeightSet) => boolean,
  { attribute, use }: Naming,
): Movement {
  const [before, after]: [string[], string[]] = [[], []];
  const done = new Set<string>();
  const visit = (set: WeightSet): void => {
    if (done.has(set.id)) return;
    done.add(set.id);
    const { by, source } = set.follows ?? {};
    if (!by || !source) return;
    visit(source);
    const { follow: part, id } = by.spec;
    if (!part?.next || !isExported(set)) return;
    const lines = part.timing(by.params) === 'beforeForward' ? before : after;
    use(follow);
    const options = part.buffers(by.params) ? ', { statistics: true }' : '';
    const move = (momentum: string) =>
      `follow(${attribute(set)}, ${attribute(source)}, ${momentum}${options});`;
    if (id === 'flow.snapshot') {
      lines.push(`if ((step + 1) % ${String(by.params['every'])} === 0) ${move('0')}`);
      return;
    }
    const { momentum, schedule, finalMomentum } = by.params as {
      momentum: number;
      schedule: 'constant' | 'cosine' | 'linear';
      finalMomentum: number;
    };
    if (schedule === 'constant') {
      lines.push(move(scheduleCode({ kind: 'constant', value: momentum }, use)));
      return;
    }
    const value = scheduleCode({ kind: schedule, steps, start: momentum, end: finalMomentum }, use);
    const name = `${camelCase(by.id)}Momentum`;
    const line = `const ${name} = ${value};`;
    if (!lines.includes(line)) lines.push(line);
    lines.push(move(name));
  };
  for (const { weights } of graph.nodes.values()) visit(weights);
  return { before, after };
}
