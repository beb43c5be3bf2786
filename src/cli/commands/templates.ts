import { templates as all } from '../../../templates/index.ts';
import { assert } from '../../base/assert.ts';
import { parseDocument } from '../../document/parse.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Lists the methods that come with Unlabel. */
export function templates({ json }: { json: boolean }, { out }: Terminal): ExitStatus {
  const methods = all.map(({ id, document }) => {
    const parsed = parseDocument(JSON.stringify(document));
    assert(parsed.ok, `template ${id} is a valid document`);
    const { meta, presets, stages } = parsed.value;
    const steps = stages.reduce((sum, { run }) => sum + run.steps, 0);
    return {
      id,
      title: meta.title,
      idea: meta.idea,
      citation: meta.citation,
      steps,
      presets: Object.entries(presets).map(([preset, { title }]) => ({ id: preset, title })),
    };
  });
  if (json) {
    out(JSON.stringify(methods));
    return EXIT.success;
  }
  const columns = [
    { title: 'template' },
    { title: 'method' },
    { title: 'steps', align: 'right' },
    { title: 'presets' },
  ] as const;
  const rows = methods.map(({ id, title, steps, presets }) => [
    id,
    title,
    String(steps),
    presets.map((preset) => preset.id).join(', '),
  ]);
  for (const line of table(columns, rows)) out(line);
  return EXIT.success;
}
