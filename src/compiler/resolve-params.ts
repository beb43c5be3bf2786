import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { NodeSpec } from '../spec/node-spec.ts';

/** Parses a node's parameters; what is not valid is reported and takes its default, so that inference can go on. */
export function resolveParams(
  node: string,
  spec: NodeSpec,
  raw: Readonly<Record<string, unknown>>,
): { params: Record<string, unknown>; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const params: Record<string, unknown> = {};
  const known = Object.keys(spec.params.shape);
  for (const param of Object.keys(raw)) {
    if (!known.includes(param)) {
      diagnostics.push(diagnose('GRAPH_UNKNOWN_PARAM', { param, type: spec.label, known }, { node, param }));
    }
  }
  for (const [param, schema] of Object.entries(spec.params.shape)) {
    const given = Object.hasOwn(raw, param) ? raw[param] : undefined;
    const parsed = schema.safeParse(given);
    if (parsed.success) {
      params[param] = parsed.data;
    } else {
      const problem = parsed.error.issues.map((issue) => issue.message).join('; ');
      const initial = schema.parse(undefined);
      const fix = {
        title: 'Set it back to its default',
        kind: 'setParam' as const,
        node,
        param,
        value: initial,
      };
      diagnostics.push(diagnose('GRAPH_BAD_PARAM', { param, problem }, { node, param }, { fix }));
      params[param] = initial;
    }
  }
  return { params, diagnostics };
}
