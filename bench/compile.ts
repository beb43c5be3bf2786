import { registry } from '../nodes/index.ts';
import { assert } from '../src/base/assert.ts';
import { compile } from '../src/compiler/compile.ts';
import { parseDocument } from '../src/document/parse.ts';
import type { UnlabelDocument } from '../src/document/schema.ts';
import { templates } from '../templates/index.ts';
import { manyNodes } from './many-nodes.ts';
import type { Benchmark } from './report.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';

/** What a person can wait for without noticing, in milliseconds: one frame, and ten of them. */
const AIM = { template: 16, large: 100 };

/** Milliseconds that the compiler takes after a parameter was changed: all documents take turns. */
export const compileTime: Benchmark = {
  name: 'compile',
  run: ({ steps = 5, rounds = 8 }) => {
    const documents = [
      ...templates.map(({ id, document }) => ({ id, aim: AIM.template, document: read(document) })),
      { id: '500 nodes', aim: AIM.large, document: manyNodes(500) },
    ].map((one) => ({ ...one, operations: 0, first: 0, times: [] as number[], processor: [] as number[] }));
    // the first round is the warm-up: it is not counted
    for (let round = -1; round < rounds; round++) {
      for (const one of documents) {
        for (let step = 0; step < steps; step++) {
          const changed = withLearningRate(one.document, 0.001 + 1e-6 * (round * steps + step));
          const [start, used] = [performance.now(), process.cpuUsage()];
          const { program } = compile(changed, registry);
          const milliseconds = performance.now() - start;
          const { user, system } = process.cpuUsage(used);
          assert(program, `${one.id} compiles`);
          one.operations = program.step.operations.length;
          if (round < 0) {
            if (step === 0) one.first = milliseconds;
            continue;
          }
          one.times.push(milliseconds);
          one.processor.push((user + system) / 1000);
        }
      }
    }
    const measured = documents.map(({ id, aim, document, operations, first, times, processor }) => ({
      id,
      aim,
      nodes: document.stages[0]!.graph.nodes.length,
      operations,
      first,
      milliseconds: spread(times),
      least: Math.min(...times),
      processor: spread(processor),
    }));
    return Promise.resolve({
      title: 'Milliseconds from a changed parameter to the program, in Node',
      notes: [
        `${rounds} rounds of ${steps} compilations each after a warm-up; median (quartiles).`,
        'Processor: of all threads, those that collect garbage and compile JavaScript among them.',
      ],
      columns: [
        { title: 'document' },
        { title: 'nodes', align: 'right' },
        { title: 'operations', align: 'right' },
        { title: 'first', align: 'right' },
        { title: 'ms', align: 'right' },
        { title: 'least', align: 'right' },
        { title: 'processor', align: 'right' },
        { title: 'aim', align: 'right' },
      ],
      rows: measured.map(({ id, aim, nodes, operations, first, milliseconds, least, processor }) => [
        id,
        String(nodes),
        String(operations),
        formatFigure(first),
        formatSpread(milliseconds),
        formatFigure(least),
        formatSpread(processor),
        String(aim),
      ]),
      figures: measured,
    });
  },
};

function read(document: unknown): UnlabelDocument {
  const parsed = parseDocument(JSON.stringify(document));
  assert(parsed.ok, 'the template can be read');
  return parsed.value;
}

/** The document as an edit in the inspector leaves it: one node is new, all else is the same object. */
function withLearningRate(document: UnlabelDocument, learningRate: number): UnlabelDocument {
  const stages = document.stages.map((stage, i) => {
    if (i > 0) return stage;
    const nodes = stage.graph.nodes.map((node) =>
      node.type.startsWith('optim.') ? { ...node, params: { ...node.params, learningRate } } : node,
    );
    return { ...stage, graph: { ...stage.graph, nodes } };
  });
  return { ...document, stages };
}
