import { assert, defined } from '../../base/assert.ts';
import type { TracedDrawing } from '../../compiler/trace-drawing.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Program } from '../../ir/program.ts';
import type { ModelPlan } from './plan.ts';
import { Contexts } from './planning/contexts.ts';
import { divideModules } from './planning/divide-modules.ts';
import { Draft } from './planning/draft.ts';
import { evaluatedEmbedding } from './planning/evaluated-embedding.ts';
import { moveFollowers } from './planning/followers.ts';
import { Modules } from './planning/modules.ts';
import { NotExported } from './planning/not-exported.ts';
import { frozenParameters, predictors, renormalise, stopUnreached } from './planning/trained-parameters.ts';
import { writeNode } from './planning/write-node.ts';

/** What the model of a drawing without errors is, in PyTorch; or why it cannot be said faithfully. */
export function planModel(
  traced: TracedDrawing,
  program: Program,
): { readonly plan: ModelPlan } | { readonly refused: Diagnostic } {
  try {
    return { plan: plan(traced, program) };
  } catch (error) {
    if (error instanceof NotExported) return { refused: error.diagnostic };
    throw error;
  }
}

function plan(traced: TracedDrawing, program: Program): ModelPlan {
  const { graph, order } = traced;
  const nodes = order.map((id) => graph.nodes.get(id)!);
  const minimising = nodes.filter(({ spec }) => spec.optimiser);
  const [optimiser] = minimising;
  assert(optimiser !== undefined, 'a program without errors minimises something');
  const draft = new Draft(traced, program);
  const contexts = new Contexts(draft);
  const modules = new Modules(draft, contexts);
  for (const node of nodes) {
    if (draft.live.has(node.id) && !node.spec.optimiser) writeNode(draft, contexts, modules, node);
  }
  const losses = minimising.map(({ id }) => {
    const wire = graph.edges.find(({ to }) => to.node === id && to.port === 'loss');
    return defined(wire && draft.values.get(`${wire.from.node}.${wire.from.port}`), 'the loss is written');
  });
  const embed = evaluatedEmbedding(draft, contexts);
  draft.init.push(...stopUnreached(draft));
  const { before, after } = moveFollowers(draft, modules);
  const { inputs, snippets, init, forward, commits, slots, usesStep } = draft;
  return {
    inputs,
    snippets,
    init,
    forward,
    commits,
    loss: losses.map(({ text }) => text).join(' + '),
    embed,
    optimiser,
    optimisers: divideModules(draft, minimising),
    usesStep,
    before,
    after: [...renormalise(draft), ...after],
    slots,
    frozen: frozenParameters(draft),
    predictors: predictors(draft),
  };
}
