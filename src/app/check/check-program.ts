import { registry } from '../../../nodes/index.ts';
import { findTemplate } from '../../../templates/index.ts';
import { defined } from '../../base/assert.ts';
import { failure, success } from '../../base/outcome.ts';
import { compile } from '../../compiler/compile.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { Program } from '../../ir/program.ts';

/** Emulated graphics take seconds for a step of this. */
const NARROW = {
  'images.batchSize': 8,
  'encoder.widths': [4, 8],
  'projector.hidden': [8],
  'projector.outputSize': 8,
};

/** The least that still has all parts; emulated graphics take a tenth of a second for it. */
const LEAST = {
  'images.dataset': 'mnist',
  'images.label': 'digit',
  'images.batchSize': 4,
  'augment.crop': false,
  'augment.jitterProbability': 0,
  'augment.grayscaleProbability': 0,
  'encoder.widths': [4],
  'encoder.stride': 8,
  'projector.hidden': [4],
  'projector.outputSize': 4,
};

/**
 * The template SimCLR without its probes. `narrow` has all its augmentations, 8 images a step and a narrow network; `least`
 * is for long runs: 4 grey images a step, which are only flipped.
 */
export function checkProgram(size: 'narrow' | 'least', steps: number): Checked<Program> {
  const template = defined(findTemplate('simclr'), 'SimCLR is among the templates');
  const parsed = parseDocument(JSON.stringify(template.document));
  if (!parsed.ok) return parsed;
  const overrides = size === 'narrow' ? NARROW : LEAST;
  const { program, diagnostics } = compile(withoutProbes(parsed.value), registry, { steps, overrides });
  return program ? success(program) : failure(diagnostics);
}

function withoutProbes(document: UnlabelDocument): UnlabelDocument {
  const stages = document.stages.map((stage) => {
    const nodes = stage.graph.nodes.filter(({ type }) => !type.startsWith('probe.'));
    const kept = new Set(nodes.map(({ id }) => id));
    const edges = stage.graph.edges.filter(({ to }) => kept.has(to.split('.')[0]!));
    return { ...stage, graph: { ...stage.graph, nodes, edges } };
  });
  return { ...document, stages };
}
