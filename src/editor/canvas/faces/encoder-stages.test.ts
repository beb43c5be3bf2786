import { expect, it } from 'vitest';
import { compile } from '../../../compiler/compile.ts';
import { parseDocument } from '../../../document/parse.ts';
import { registry } from '../../../../nodes/index.ts';
import { templates } from '../../../../templates/index.ts';
import { encoderStages } from './encoder-stages.ts';

function programOf(id: string, preset?: string) {
  const { document } = templates.find((template) => template.id === id)!;
  const parsed = parseDocument(JSON.stringify(document));
  if (!parsed.ok) throw new Error('a template can be read');
  const { program } = compile(parsed.value, registry, preset === undefined ? {} : { preset });
  return program!;
}

it('reads the stages of a convolutional encoder off the Program', () => {
  const program = programOf('simclr');
  expect(encoderStages(program).get('encoder')).toEqual([
    [16, 16, 32],
    [8, 8, 64],
    [4, 4, 128],
  ]);
  expect(encoderStages(program)).toBe(encoderStages(program));
});

it('gives both sides of a teacher and student their stages', () => {
  const stages = encoderStages(programOf('byol'));
  const encoders = [...stages.values()];
  expect(encoders).toHaveLength(2);
  expect(encoders[0]).toEqual(encoders[1]);
});

it('has one stage for each resolution of a residual network', () => {
  expect(encoderStages(programOf('simclr', 'cifar10')).get('encoder')).toEqual([
    [32, 32, 64],
    [16, 16, 128],
    [8, 8, 256],
    [4, 4, 512],
  ]);
});
