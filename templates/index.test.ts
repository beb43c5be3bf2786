import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { registry } from '../nodes/index.ts';
import { compile } from '../src/compiler/compile.ts';
import { documentSchema } from '../src/document/schema.ts';
import { findTemplate, templates } from './index.ts';

test('every document in this folder is listed', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));
  expect(templates.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort());
});

test('a template is found by its id', () => {
  expect(findTemplate('simclr')).toBe(templates[0]);
  expect(findTemplate('nothing')).toBeUndefined();
});

describe.each(templates.map(({ id, document }) => [id, documentSchema.parse(document)] as const))(
  '%s',
  (_, document) => {
    test.each([undefined, ...Object.keys(document.presets)])('compiles with preset %s', (preset) => {
      const { diagnostics, program } = compile(document, registry, preset ? { preset } : {});
      expect(diagnostics).toEqual([]);
      expect(program).not.toBeNull();
    });

    test('tells what the method is and gives every node a place', () => {
      expect(document.meta.idea).not.toBe('');
      expect(document.meta.formula).not.toBe('');
      expect(document.meta.citation).not.toBe('');
      expect(document.meta.tryThis.length).toBeGreaterThan(0);
      expect(document.presets).toHaveProperty('browser');
      const nodes = document.stages.flatMap(({ graph }) => graph.nodes.map(({ id }) => id));
      expect(Object.keys(document.view.positions).sort()).toEqual(nodes.sort());
    });

    test('its preset “browser” is the drawing as it stands', () => {
      const plain = compile(document, registry, {}).program;
      expect(compile(document, registry, { preset: 'browser' }).program).toEqual(plain);
    });
  },
);
