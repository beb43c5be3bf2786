import { expect, it } from 'vitest';
import { templates as raw } from '../../templates/index.ts';
import { firstTemplate, lateTemplates } from './late-templates.ts';

it('gives the gallery’s first method at once and all of them in its order when the drawing stands', async () => {
  const first = firstTemplate();
  let stand: () => void = () => undefined;
  const late = lateTemplates(first, new Promise((resolve) => (stand = resolve)));
  expect(late.now()).toEqual([first]);
  stand();
  const all = await late.all();
  expect(all.map(({ id, family }) => [id, family])).toEqual(raw.map(({ id, family }) => [id, family]));
  expect(all[0]).toBe(first);
  expect(late.now()).toBe(all);
  expect(late.all()).toBe(late.all());
});
