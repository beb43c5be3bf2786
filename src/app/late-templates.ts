import first from '../../templates/simclr.json' with { type: 'json' };
import type { Template as RawTemplate } from '../../templates/index.ts';
import { assert } from '../base/assert.ts';
import { parseDocument } from '../document/parse.ts';
import type { LateTemplates, Template } from '../editor/editor-context.tsx';
import { nextTask } from '../base/next-task.ts';
import { allAround } from '../editor/shell/after-canvas.ts';

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

/** The methods, the first one at once and the others when the window stands: they are as large as a small library. */
export function lateTemplates(known: Template, ready: Promise<void> = allAround()): LateTemplates {
  let templates: readonly Template[] = [known];
  const all = ready.then(async () => {
    const { templates: raw } = await import('../../templates/index.ts');
    // the first one stays the same object: documents are told apart by that
    const all: Template[] = [];
    for (const template of raw) {
      await nextTask();
      all.push(template.id === known.id ? known : read(template));
    }
    templates = all;
    return templates;
  });
  return { now: () => templates, all: () => all };
}
