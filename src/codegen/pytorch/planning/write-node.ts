import { defined } from '../../../base/assert.ts';
import type { ResolvedNode } from '../../../compiler/resolved-graph.ts';
import { EMITTERS } from '../emitters/index.ts';
import { LIBRARY_NAMES } from '../library/index.ts';
import { snakeCase } from '../names.ts';
import type { Contexts } from './contexts.ts';
import type { Draft } from './draft.ts';
import { takeData, takeViews } from './inputs.ts';
import type { Modules } from './modules.ts';
import { NotExported } from './not-exported.ts';

/** Writes what a node computes into the forward pass, with the module it calls. */
export function writeNode(draft: Draft, contexts: Contexts, modules: Modules, node: ResolvedNode): void {
  if (node.spec.data) return takeData(draft, node);
  if (node.spec.id === 'augment.pipeline') return takeViews(draft, node);
  const emitter = EMITTERS.get(node.spec.id);
  if (!emitter) throw new NotExported(node.id, `nodes of the type ${node.spec.id} are not exported`);
  const context = contexts.of(node);
  if (emitter.module && (emitter.hasModule?.(node.params) ?? true)) modules.callFrom(node, emitter);
  const wanted = variableFor(draft, node);
  const written = Object.entries(emitter.forward(context));
  const outputs = written.filter(([port]) => context.isUsed(port));
  if (outputs.length === 0 && written[0] && !written[0][1].bare) {
    // called for what it does to running statistics
    draft.forward.push({ text: written[0][1].text, node: node.id });
  }
  for (const [port, { text, place, bare }] of outputs) {
    const { tensor, views } = defined(
      draft.traced.signals.get(`${node.id}.${port}`),
      'outputs of a drawing without errors are inferred',
    );
    let name = text;
    if (!bare) {
      name = draft.names.take(outputs.length > 1 ? `${wanted}_${snakeCase(port)}` : wanted);
      draft.forward.push({ text: `${name} = ${text}`, node: node.id });
    }
    draft.values.set(`${node.id}.${port}`, {
      text: name,
      views,
      shape: tensor.shape,
      place,
      dtype: tensor.dtype,
    });
  }
}

/** A variable for what a node computes: named after it; a loss says so. */
function variableFor(draft: Draft, { id, spec }: ResolvedNode): string {
  const name = snakeCase(id);
  if (!spec.id.startsWith('loss.')) return LIBRARY_NAMES.includes(name) ? `${name}_output` : name;
  const others = [...draft.live].filter((other) => other !== id && draft.typeOf(other).startsWith('loss.'));
  if (others.length === 0) return 'loss';
  return /(^|_)loss$/.test(name) ? name : `${name}_loss`;
}
