import { registry } from '../../../nodes/index.ts';
import type { NodeSpec } from '../../spec/node-spec.ts';
import { paramFields } from '../../spec/param.ts';
import { portsOf } from '../../spec/ports-of.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Lists the vocabulary. Bare operations that only fixtures use are part of the JSON, marked `hidden`. */
export function nodes({ json }: { json: boolean }, { out }: Terminal): ExitStatus {
  if (json) {
    out(JSON.stringify(registry.specs.map(describeSpec)));
    return EXIT.success;
  }
  const shown = registry.specs.filter(({ hidden }) => !hidden);
  const rows = shown.map(({ id, label, summary }) => [id, label, summary]);
  for (const line of table([{ title: 'node' }, { title: 'name' }, { title: 'what it does' }], rows))
    out(line);
  return EXIT.success;
}

function describeSpec(spec: NodeSpec): object {
  const { id, label, summary, formula, citation, hidden = false, hasWeights = false } = spec;
  const { inputs, outputs } = portsOf(spec, spec.params.parse({}));
  return {
    id,
    category: id.slice(0, id.indexOf('.')),
    label,
    summary,
    hidden,
    hasWeights,
    formula: formula ?? null,
    citation: citation ?? null,
    params: paramFields(spec.params),
    inputs,
    outputs,
  };
}
