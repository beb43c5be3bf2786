import { expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { compile } from '../../src/compiler/compile.ts';
import { documentSchema } from '../../src/document/schema.ts';
import { findTemplate } from '../../templates/index.ts';
import { ABLATIONS } from './ablations.ts';
import { edited } from './edit-drawing.ts';

test.each(ABLATIONS.map((ablation) => [ablation.id, ablation] as const))(
  '%s is a drawing that compiles without a word, and another than the intact one',
  (_, { template, edit }) => {
    const intact = documentSchema.parse(findTemplate(template)!.document);
    const { diagnostics, program } = compile(edited(intact, edit), registry);
    expect(diagnostics).toEqual([]);
    expect(program).not.toEqual(compile(intact, registry).program);
  },
);
