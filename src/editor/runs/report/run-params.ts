import type { EditorServices } from '../../editor-context.tsx';
import type { Content } from '../../store/content.ts';
import type { ReportedRun } from './report-html.ts';

/** Every parameter of a drawing with its value in effect, named as documents and the command line's `--set` name them. */
export function runParams(
  content: Content,
  { drawing }: Pick<EditorServices, 'drawing'>,
): ReportedRun['params'] {
  const look = drawing(content);
  const nodes = content.document.stages[0]?.graph.nodes ?? [];
  return nodes.flatMap(({ id, type }) => {
    const resolved = look.resolved(id);
    const label = resolved?.spec.label ?? type;
    const name = look.node(id)?.bypassed ? `${label}, bypassed` : label;
    return Object.entries(resolved?.params ?? {}).map(
      ([param, value]) => [name, `${id}.${param}`, written(value)] as const,
    );
  });
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(',')}]`;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
