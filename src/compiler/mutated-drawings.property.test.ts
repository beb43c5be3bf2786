import fc from 'fast-check';
import { expect, it } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { templates } from '../../templates/index.ts';
import { documentSchema, type UnlabelDocument } from '../document/schema.ts';
import { compile } from './compile.ts';

const DRAWINGS = templates.map(({ document }) => documentSchema.parse(document));

/** What a careless hand or a damaged file does; `at` and `other` choose of as many as there are. */
const edits = fc.array(
  fc.record({
    what: fc.constantFrom('wire', 'swap', 'param', 'cut', 'bypass'),
    at: fc.nat(),
    other: fc.nat(),
    value: fc.constantFrom<unknown>(0, 1, 2, 7, true, [], [3], [8, 8, 8, 8, 8, 8]),
  }),
  { minLength: 1, maxLength: 5 },
);

function edited(drawing: UnlabelDocument, changes: typeof edits extends fc.Arbitrary<infer T> ? T : never) {
  const document = structuredClone(drawing) as unknown as {
    stages: {
      graph: {
        nodes: { params: Record<string, unknown>; bypassed?: boolean }[];
        edges: { from: string; to: string }[];
      };
    }[];
  };
  const { nodes, edges } = document.stages[0]!.graph;
  for (const { what, at, other, value } of changes) {
    const [edge, second] = [edges[at % edges.length]!, edges[other % edges.length]!];
    const node = nodes[at % nodes.length]!;
    if (what === 'wire') edge.from = second.from;
    else if (what === 'swap') [edge.to, second.to] = [second.to, edge.to];
    else if (what === 'cut' && edges.length > 1) edges.splice(at % edges.length, 1);
    else if (what === 'bypass') node.bypassed = !node.bypassed;
    else if (what === 'param') {
      const names = Object.keys(node.params);
      if (names.length > 0) node.params[names[other % names.length]!] = value;
    }
  }
  return documentSchema.safeParse(document);
}

it('whatever becomes of a template, it is compiled or its errors are told', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.constantFrom(...DRAWINGS), edits, (drawing, changes) => {
      const parsed = edited(drawing, changes);
      // what no document can be is refused when it is read
      fc.pre(parsed.success);
      const { program, diagnostics } = compile(parsed.data!, registry, { preset: 'browser' });
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      expect(program === null).toBe(errors.length > 0);
      expect(errors.map(({ code }) => code)).not.toContain('LOWER_UNVERIFIED');
    }),
    { numRuns: 600 },
  );
});

it('an embedding that is to be minimised is refused for its kind', () => {
  const drawing = structuredClone(DRAWINGS.find(({ meta }) => meta.title === 'SimCLR')!);
  const { edges } = drawing.stages[0]!.graph;
  const wires = edges.map((edge) =>
    edge.to === 'optimiser.loss' ? { ...edge, from: 'encoder.embedding' } : edge,
  );
  drawing.stages[0]!.graph.edges = wires;
  const { program, diagnostics } = compile(drawing, registry);
  expect(program).toBeNull();
  expect(diagnostics.map(({ code }) => code)).toContain('GRAPH_KIND_MISMATCH');
});
