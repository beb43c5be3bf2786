import { counterparts } from '../../analysis/difference/counterparts.ts';
import { differenceLines, type DifferenceLine } from '../../analysis/difference/describe-difference.ts';
import { differenceOfGraphs } from '../../analysis/difference/difference-of-graphs.ts';
import { expandedGraph } from '../../analysis/expanded-graph.ts';
import { outerNode } from '../../compiler/outer-place.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { Registry } from '../../spec/registry.ts';
import { effectiveDocument, graphOf, type Content } from '../store/content.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export type Places = ReadonlyMap<string, Place>;
export type Mark = DifferenceLine['kind'];

/** One drawing of two, as it stands beside the other. */
export interface Side {
  readonly content: Content;
  /** The second drawing is moved as a whole, so that what does the same work stands at about the same place. */
  readonly places: Places;
  readonly marks: ReadonlyMap<string, Mark>;
}

/** Two drawings beside each other. */
export interface Comparison {
  readonly before: Side;
  readonly after: Side;
  /** Nodes of the first that do the work of nodes of the second. */
  readonly matched: ReadonlyMap<string, string>;
  readonly lines: readonly DifferenceLine[];
}

/** Null where one of them contains itself, so that nobody can say what is in it. */
export function compareDrawings(before: Content, after: Content, registry: Registry): Comparison | null {
  const [first, second] = [before, after].map(
    (content) => expandedGraph(effectiveDocument(content), registry, {})?.resolved,
  );
  if (!first || !second) return null;
  const matched = counterparts(first, second);
  const lines = differenceLines(differenceOfGraphs(first, second)).map((line) => ({
    ...line,
    before: line.before === null ? null : outerNode(line.before),
    after: line.after === null ? null : outerNode(line.after),
  }));
  const [a, b] = [placesOf(before), placesOf(after)];
  const marks = (which: 'before' | 'after', gone: Mark, has: (id: string) => boolean) => {
    const marked = new Map<string, Mark>();
    for (const line of lines) {
      const id = line[which];
      if (id === null) continue;
      // what has a counterpart is there on both sides: a wire more or less, or a part of it, makes it another
      marked.set(id, line.kind === gone && !has(id) ? gone : 'changed');
    }
    return marked;
  };
  const taken = new Set(matched.values());
  const ofBefore = marks('before', 'removed', (id) => matched.has(id));
  const ofAfter = marks('after', 'added', (id) => taken.has(id));
  for (const [from, to] of matched) {
    // a wire that one of them has more is a change of both
    if (ofBefore.has(from) || ofAfter.has(to)) {
      ofBefore.set(from, 'changed');
      ofAfter.set(to, 'changed');
    }
  }
  return {
    before: { content: before, places: a, marks: ofBefore },
    after: {
      content: after,
      places: movedBy(b, offset(a, b, matched)),
      marks: ofAfter,
    },
    matched,
    lines,
  };
}

/** Nodes without a place stand in rows, as on the canvas. */
function placesOf(content: Content): Places {
  const { positions }: UnlabelDocument['view'] = content.document.view;
  return new Map(
    graphOf(content).nodes.map(({ id }, i) => [
      id,
      positions[id] ?? { x: (i % 6) * 260, y: Math.floor(i / 6) * 220 },
    ]),
  );
}

/** What brings most of the matched nodes onto each other: the medians, which a node that stands elsewhere does not move. */
function offset(a: Places, b: Places, matched: ReadonlyMap<string, string>): Place {
  const pairs = [...matched].flatMap(([from, to]) => {
    const [was, is] = [a.get(from), b.get(to)];
    return was && is ? [{ x: was.x - is.x, y: was.y - is.y }] : [];
  });
  return { x: median(pairs.map(({ x }) => x)), y: median(pairs.map(({ y }) => y)) };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function movedBy(places: Places, { x, y }: Place): Places {
  return new Map([...places].map(([id, place]) => [id, { x: place.x + x, y: place.y + y }]));
}
