import first from '../../templates/simclr.json' with { type: 'json' };
import type { Template as RawTemplate } from '../../templates/index.ts';
import { assert } from '../base/assert.ts';
import { parseDocument } from '../document/parse.ts';
import type { LateTemplates, Template } from '../editor/editor-context.tsx';
import { canvasReady } from '../editor/shell/canvas-ready.ts';

/** The templates are ours: one that cannot be read is our fault. */
function read({ id, family, document }: RawTemplate): Template {
  const parsed = parseDocument(JSON.stringify(document));
  assert(parsed.ok, `template ${id} can be read`);
  return { id, family, document: parsed.value };
}

/** The method a first visitor sees, which is the gallery's first. */
export function firstTemplate(): Template {
  return read({ id: 'simclr', family: 'contrastive', document: first });
}

/** The methods, the first one at once and the others when the drawing stands: they are as large as a small library. */
export function lateTemplates(known: Template, ready: Promise<void> = canvasReady): LateTemplates {
  let templates: readonly Template[] = [known];
  const all = ready.then(async () => {
    const { templates: raw } = await import('../../templates/index.ts');
    // the first one stays the same object: documents are told apart by that
    templates = raw.map((template) => (template.id === known.id ? known : read(template)));
    return templates;
  });
  return { now: () => templates, all: () => all };
}
