import { expect, it } from 'vitest';
import { registry } from '../../../../nodes/index.ts';
import { momentumSchedule } from './momentum-schedule.ts';

const params = (changes: object) => registry.find('flow.ema')!.params.parse(changes);

it('follows the EMA’s own parameters', () => {
  expect(momentumSchedule(params({ momentum: 0.97 }), 400)).toEqual({ kind: 'constant', value: 0.97 });
  const rising = params({ momentum: 0.9, finalMomentum: 1, schedule: 'cosine' });
  expect(momentumSchedule(rising, 400)).toEqual({ kind: 'cosine', steps: 400, start: 0.9, end: 1 });
  const line = params({ momentum: 0.9, finalMomentum: 0.99, schedule: 'linear' });
  expect(momentumSchedule(line, 10)).toEqual({ kind: 'linear', steps: 10, start: 0.9, end: 0.99 });
  expect(momentumSchedule({}, 10)).toBeNull();
});
