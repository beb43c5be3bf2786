import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { CATEGORIES, paramFields, type NodeSpec } from '../src/spec/index.ts';
import { registry } from './index.ts';

const isSpec = (value: unknown): value is NodeSpec =>
  typeof value === 'object' && value !== null && 'id' in value && 'ports' in value && 'params' in value;

/** Specs exported by the files right below a category's folder. */
async function specsInFiles(): Promise<NodeSpec[]> {
  // a category without nodes has no folder
  const folders = [...CATEGORIES, 'layer'].filter((folder) => existsSync(join(import.meta.dirname, folder)));
  const files = folders.flatMap((folder) => {
    const path = join(import.meta.dirname, folder);
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(path, entry.name));
  });
  const modules = await Promise.all(files.map((file) => import(file) as Promise<Record<string, unknown>>));
  return modules.flatMap((module) => Object.values(module).filter(isSpec));
}

test('every node file is listed, and nothing else', async () => {
  const ids = (await specsInFiles()).map(({ id }) => id);
  expect(registry.specs.map(({ id }) => id).sort()).toEqual(ids.sort());
});

describe.each(registry.specs.map((spec) => [spec.id, spec] as const))('%s', (id, spec) => {
  const defaults = spec.params.parse({});
  const { inputs, outputs } = spec.ports(defaults);

  test('has an id of category and camelCase name', () => {
    expect(id).toMatch(/^[a-z]+\.[a-z][A-Za-z0-9]*$/);
    expect([...CATEGORIES, 'layer']).toContain(id.split('.')[0]);
  });

  test('has the texts of the palette', () => {
    expect(spec.label).not.toBe('');
    expect(spec.summary).toMatch(/^[A-Z].*\.$/);
    expect(spec.formula).toBeTruthy();
    expect(spec.pitfalls?.length).toBeGreaterThan(0);
    expect(spec.keywords?.length).toBeGreaterThan(0);
  });

  test('has a formula that KaTeX sets', () => {
    expect(() => katex.renderToString(spec.formula!, { strict: 'error' })).not.toThrow();
  });

  test('has a formula for the params and wires at hand that KaTeX sets', () => {
    for (const connected of [new Set<string>(), new Set(inputs.map(({ name }) => name))]) {
      const formula = spec.formulaFor?.(defaults, connected) ?? spec.formula!;
      expect(() => katex.renderToString(formula, { strict: 'error' })).not.toThrow();
    }
    for (const { symbol } of inputs) {
      if (symbol) expect(() => katex.renderToString(symbol, { strict: 'error' })).not.toThrow();
    }
  });

  test('gives the images that can be looked at values its params take', () => {
    expect(spec.params.safeParse({ ...defaults, ...spec.toLookAt }).success).toBe(true);
  });

  test('has a label and help for every parameter', () => {
    for (const field of paramFields(spec.params)) {
      expect(field.label, field.name).not.toBe('');
      expect(field.help, field.name).toMatch(/\.$/);
      for (const choice of Object.keys(field.options ?? {})) {
        expect(field.choices, `${field.name}: ${choice}`).toContain(choice);
      }
    }
  });

  test('has ports with a name, a label and a sentence each', () => {
    for (const ports of [inputs, outputs]) {
      const names = ports.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const port of ports) {
        expect(port.name).toMatch(/^[a-z][A-Za-z0-9]*$/);
        expect(port.label).not.toBe('');
        expect(port.summary).toMatch(/\.$/);
      }
    }
  });

  test('outputs that follow an input name one that is there', () => {
    for (const { kind } of outputs) {
      if (typeof kind === 'object') expect(inputs.map(({ name }) => name)).toContain(kind.like);
    }
  });

  test('does one thing: computes, optimises, measures or follows', () => {
    expect([spec.forward, spec.optimiser, spec.probe, spec.follow].filter(Boolean)).toHaveLength(1);
  });
});
