import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import simclr from '../../../templates/simclr.json' with { type: 'json' };
import { resolve } from '../../compiler/resolve.ts';
import type { Graph } from '../../document/schema.ts';
import { readSeeds, readValues, sweepFields } from './sweep-fields.ts';

const { nodes } = resolve(simclr.stages[0]!.graph as unknown as Graph, registry).graph;
const all = [...nodes.values()];
const fields = sweepFields(all, (node) => node);

describe('sweepFields', () => {
  it('gives the numbers among the params, each with values that it can take', () => {
    expect(fields.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['ntXent.temperature', 'images.batchSize', 'optimiser.learningRate']),
    );
    expect(fields.map(({ id }) => id)).not.toContain('encoder.widths');
    for (const { node, field, proposal, id } of fields) {
      const values = readValues(proposal, nodes.get(node)!, field.name);
      expect(values, id).toMatchObject({ ok: true });
      expect(values.ok && values.value.length, id).toBeGreaterThan(1);
    }
  });
});

describe('readValues', () => {
  const temperature = (text: string) => readValues(text, nodes.get('ntXent')!, 'temperature');

  it('takes lists and ranges, each value once', () => {
    expect(temperature('0.1, 0.5,0.1')).toEqual({ ok: true, value: [0.1, 0.5] });
    expect(temperature('log(0.01, 1, 3)')).toEqual({ ok: true, value: [0.01, 0.1, 1] });
  });

  it.each(['', '0.1,', 'x', '-1', 'log(0, 1, 3)', 'lin(0.1, 1, 100)', '0.1 0.2'])(
    'refuses “%s” with a reason',
    (text) => {
      const read = temperature(text);
      expect(read).toMatchObject({ ok: false });
      expect(read.ok ? '' : read.reason).toMatch(/.{8,}/);
    },
  );
});

it('takes seeds that are whole numbers', () => {
  expect(readSeeds('1, 2,2')).toMatchObject({ ok: true, value: [1, 2] });
  for (const text of ['', '1,', '-1', '1.5', 'x', '4294967296'])
    expect(readSeeds(text)).toMatchObject({ ok: false });
});
