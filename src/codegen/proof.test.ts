import { describe, expect, it, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { templates } from '../../templates/index.ts';
import { applyPreset } from '../document/presets.ts';
import { documentSchema } from '../document/schema.ts';
import { hashProgram } from '../ir/hash.ts';
import { readProof, type Proof } from './proof.ts';
import shipped from './proofs.json' with { type: 'json' };
import { preparePyTorch } from './pytorch/export-pytorch.ts';

const proofs: readonly Proof[] = shipped;
const report = {
  format: 'unlabel-parity',
  target: 'pytorch',
  program: 'ab'.repeat(32),
  engine: 'PyTorch 2.1.0',
  date: '2026-11-29',
  processes: 2,
  errors: { loss: 1e-7, gradient: 2e-6, state: 3e-7 },
  passed: true,
};

describe('a report of test_parity.py', () => {
  it('is read', () => {
    const proof = readProof(JSON.stringify(report));
    expect({ format: 'unlabel-parity', ...proof }).toEqual(report);
  });

  it('may say that numbers were none, as Python does', () => {
    const text = JSON.stringify({ ...report, passed: false })
      .replace('0.0000001', 'NaN')
      .replace('1e-7', 'NaN');
    expect(readProof(text)).toMatchObject({ passed: false, errors: { loss: Infinity } });
  });

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['another format', JSON.stringify({ ...report, format: 'unlabel' })],
    ['no digest', JSON.stringify({ ...report, program: '<b>' })],
    ['no errors', JSON.stringify({ ...report, errors: { loss: '0' } })],
    ['far too much', JSON.stringify({ ...report, engine: 'x'.repeat(20_000) })],
  ])('is refused where it is %s', (_, text) => {
    expect(readProof(text)).toBeNull();
  });
});

test('every template is proven as it is now: if this fails, its Program has changed since `npm run export-table`', () => {
  for (const { id, document } of templates) {
    const drawing = documentSchema.parse(document);
    const prepared = preparePyTorch(drawing, registry, { preset: 'browser' });
    if ('refused' in prepared) throw new Error(id);
    const program = hashProgram(prepared.project.program);
    for (const target of ['tfjs', 'pytorch']) {
      const proof = proofs.find((one) => one.program === program && one.target === target);
      expect(proof, id).toMatchObject({ passed: true });
      expect(readProof(JSON.stringify({ format: 'unlabel-parity', ...proof })), id).not.toBeNull();
    }
    // the command line lays the preset over the document first: it is the same drawing
    const laid = applyPreset(drawing, 'browser');
    if (!laid.ok) throw new Error(id);
    const other = preparePyTorch(laid.value, registry, {});
    expect('project' in other && hashProgram(other.project.program), id).toBe(program);
  }
});
