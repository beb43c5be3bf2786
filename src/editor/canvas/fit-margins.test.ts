import { expect, it } from 'vitest';
import { fitMargins } from './fit-margins.ts';

const canvas = { width: 910, height: 540 };

it('leaves room for the overview under a drawing that is wider than it is high', () => {
  expect(fitMargins(canvas, { width: 2000, height: 500 })).toEqual({
    padding: { left: '28px', right: '44px', top: '32px', bottom: '104px' },
    maxZoom: 1.1,
  });
});

it('takes no more than what is left', () => {
  // 838 of 1,000 wide: 420 pixels high, which leaves 540 − 32 − 420
  expect(fitMargins(canvas, { width: 1000, height: 500 }).padding.bottom).toBe('88px');
  expect(fitMargins(canvas, { width: 1000, height: 2000 }).padding.bottom).toBe('32px');
});

it('stands a canvas that was not measured yet, and an empty drawing', () => {
  expect(fitMargins({ width: 0, height: 0 }, { width: 0, height: 0 }).padding).toMatchObject({
    top: '0px',
    bottom: '0px',
  });
});
