import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { emptyDocument } from './empty.ts';
import { parseDocument } from './parse.ts';
import { DOCUMENT_VERSION } from './schema.ts';

/** An empty document, changed, as text. */
function changed(change: (raw: ReturnType<typeof emptyDocument> & Record<string, unknown>) => void): string {
  const raw = structuredClone(emptyDocument());
  change(raw);
  return JSON.stringify(raw);
}

function problems(source: string | Uint8Array) {
  const parsed = parseDocument(source);
  expect(parsed.ok).toBe(false);
  return parsed.problems;
}

const codes = (source: string | Uint8Array): string[] => problems(source).map(({ code }) => code);

describe('a document that fits', () => {
  test('parses from text and from bytes, with or without a byte order mark', () => {
    const text = JSON.stringify(emptyDocument());
    for (const source of [text, `\ufeff${text}`, new TextEncoder().encode(text)]) {
      expect(parseDocument(source)).toEqual({ ok: true, value: emptyDocument(), problems: [] });
    }
  });

  test('takes defaults for what it leaves out', () => {
    const source =
      '{"format":"unlabel","version":1,"meta":{"title":"t"},"stages":[{"id":"s","title":"","graph":{"nodes":[{"id":"n","type":"loss.mse"}],"edges":[]},"run":{"steps":5}}]}';
    const parsed = parseDocument(source);
    expect(parsed.ok && parsed.value.stages[0]).toMatchObject({
      run: { steps: 5, seed: 1 },
      graph: { nodes: [{ id: 'n', params: {} }] },
    });
  });
});

describe('DOC_TOO_LARGE', () => {
  test.each([
    ['text', '['.repeat(100_000_000)],
    ['bytes', new Uint8Array(100_000_000)],
  ])('refuses 100 MB of %s without parsing it', (_, source) => {
    const start = performance.now();
    const [problem] = problems(source);
    expect(performance.now() - start).toBeLessThan(50);
    expect(problem).toMatchObject({
      code: 'DOC_TOO_LARGE',
      message: expect.stringContaining('100.0 MB') as string,
    });
  });
});

describe('DOC_NOT_JSON', () => {
  test.each(['', '{"format": "unlabel", "version": 1, "meta": {"ti', 'unlabel', '{"format": "unlabel"} {}'])(
    'refuses %j',
    (source) => {
      expect(codes(source)).toEqual(['DOC_NOT_JSON']);
    },
  );

  test('refuses bytes that are not UTF-8, naming the reason', () => {
    const [problem] = problems(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22]));
    expect(problem).toMatchObject({
      code: 'DOC_NOT_JSON',
      message: expect.stringContaining('UTF-8') as string,
    });
  });
});

test.each(['null', '[]', '"unlabel"', '{}', '{"format":"comfy","version":1}', '{"format":["unlabel"]}'])(
  'DOC_NOT_UNLABEL: refuses %s',
  (source) => {
    expect(codes(source)).toEqual(['DOC_NOT_UNLABEL']);
  },
);

test('DOC_NEWER: a newer version is refused as such, even where nothing else fits', () => {
  const source = JSON.stringify({ format: 'unlabel', version: DOCUMENT_VERSION + 1, graphs: 'elsewhere' });
  expect(codes(source)).toEqual(['DOC_NEWER']);
});

describe('DOC_INVALID', () => {
  test.each([undefined, null, 0, -1, 1.5, '1', 'Infinity'])('refuses version %j', (version) => {
    const source = changed((raw) => Object.assign(raw, { version }));
    expect(problems(source)).toMatchObject([{ code: 'DOC_INVALID', at: { field: 'version' } }]);
  });

  test('names every field at fault in a sentence', () => {
    const source = changed((raw) => {
      raw.stages[0]!.graph.nodes.push({ id: 'a.b', type: 'loss.mse', params: { depth: null as never } });
      raw.stages[0]!.run.steps = 0;
      Object.assign(raw.meta, { title: undefined });
      Object.assign(raw, { extra: 1 });
    });
    const found = problems(source);
    expect(found.map(({ at }) => at.field).sort()).toEqual([
      'extra',
      'meta.title',
      'stages.0.graph.nodes.0.id',
      'stages.0.graph.nodes.0.params.depth',
      'stages.0.run.steps',
    ]);
    for (const { message } of found)
      expect(message).toMatch(/^The document's field “.+” is not valid: .+\.$/);
    expect(found.find(({ at }) => at.field === 'meta.title')?.message).toContain('it is missing');
  });

  test('gives at most 20 problems', () => {
    const source = changed((raw) => {
      raw.stages[0]!.graph.edges = Array.from({ length: 100 }, () => ({ from: 'nowhere', to: 'a.b' }));
    });
    expect(problems(source)).toHaveLength(20);
  });

  test('refuses numbers beyond float64', () => {
    const source = changed((raw) => (raw.stages[0]!.run.steps = 12345)).replace('12345', '1e999');
    expect(codes(source)).toEqual(['DOC_INVALID']);
  });
});

describe('hostile documents', () => {
  test('cannot reach the prototype of anything', () => {
    const text = changed((raw) => {
      raw.stages[0]!.graph.nodes.push({ id: 'n', type: 'loss.mse', params: { PLACE: [1] } });
    });
    const parsed = parseDocument(text.replace('PLACE', '__proto__'));
    const params = parsed.ok ? parsed.value.stages[0]?.graph.nodes[0]?.params : undefined;
    if (params) expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
    expect(codes(text.replace('PLACE', 'constructor'))).toEqual(['DOC_INVALID']);
    expect(codes(text.replace('"n"', '"toString"'))).toEqual(['DOC_INVALID']);
    expect(codes(text.replace('"meta"', '"__proto__":{"polluted":1},"meta"'))).toEqual(['DOC_INVALID']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('cannot exhaust the stack by nesting', () => {
    const depth = 300_000;
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    expect(['DOC_NOT_UNLABEL', 'DOC_NOT_JSON']).toContain(codes(deep)[0]);
    expect(codes(changed((raw) => (raw.meta.title = 'PLACE')).replace('"PLACE"', deep))).toEqual([
      'DOC_INVALID',
    ]);
  });
});

describe('composites', () => {
  const composite = () => ({
    title: 'Block',
    summary: '',
    graph: { nodes: [{ id: 'a', type: 'math.l2Normalize', params: {} }], edges: [] },
    inputs: [{ name: 'input', label: 'input', to: ['a.input'] }],
    outputs: [{ name: 'output', label: 'output', from: 'a.output' }],
    params: [],
    positions: {},
  });
  const fieldsOf = (composites: object) =>
    problems(changed((raw) => Object.assign(raw, { composites }))).map(({ at }) => at.field);

  test('have ids of letters and digits, and ports with names of their own', () => {
    expect(fieldsOf({ 'a-b': composite() })).toEqual(['composites.a-b']);
    expect(fieldsOf({ toString: composite() })).toEqual(['composites.toString']);
    const twice = composite();
    twice.inputs.push({ ...twice.inputs[0]! });
    expect(fieldsOf({ block: twice })).toEqual(['composites.block.inputs']);
    const nowhere = composite();
    nowhere.inputs[0]!.to = [];
    expect(fieldsOf({ block: nowhere })).toEqual(['composites.block.inputs.0.to']);
    expect(
      fieldsOf(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`c${i}`, composite()]))),
    ).toEqual(['composites']);
  });

  test('leave “/” to the compiler: no node’s id has it, a preset names nodes inside others by it', () => {
    const inner = composite();
    inner.graph.nodes[0]!.id = 'a/b';
    expect(fieldsOf({ block: inner })).toEqual(['composites.block.graph.nodes.0.id']);
    const preset = (path: string) =>
      parseDocument(
        changed((raw) =>
          Object.assign(raw, { presets: { p: { title: '', types: { [path]: 'encoder.resnet' } } } }),
        ),
      ).ok;
    expect(preset('block/encoder')).toBe(true);
    expect(preset('block/')).toBe(false);
    expect(preset('/encoder')).toBe(false);
  });
});

describe('a document of version 1', () => {
  test.each([
    ['composites', (raw: object) => Object.assign(raw, { composites: {} })],
    ['types', (raw: object) => Object.assign(raw, { presets: { p: { title: '', types: {} } } })],
  ])('is refused with “%s”, which came later', (field, change) => {
    const raw: Record<string, unknown> = { ...emptyDocument(), version: 1, view: {} };
    Reflect.deleteProperty(raw, 'composites');
    expect(parseDocument(JSON.stringify(raw)).ok).toBe(true);
    const [problem] = problems(JSON.stringify(change(raw)));
    expect(problem).toMatchObject({ code: 'DOC_INVALID', at: { field: 'version' } });
    expect(problem?.message).toContain('composites-and-types');
    expect(problem?.message).toContain(`“${field}”`);
  });
});

describe('a document of version 2', () => {
  const withNode = (more: object) => ({
    stages: [
      { ...emptyDocument().stages[0]!, graph: { nodes: [{ id: 'a', type: 'x.y', ...more }], edges: [] } },
    ],
  });
  test.each([
    ['frames', { view: { frames: [] } }],
    ['comments', { view: { comments: [] } }],
    ['waypoints', { view: { waypoints: {} } }],
    ['bypassed', withNode({ bypassed: true })],
    ['bypassed', { presets: { p: { title: '', bypassed: {} } } }],
    ['bypassed', { composites: { c: { title: '', graph: withNode({ bypassed: true }).stages[0]!.graph } } }],
  ])('is refused with “%s”, which came later', (field, change) => {
    const raw = { ...emptyDocument(), version: 2, view: {} };
    expect(parseDocument(JSON.stringify({ ...raw, ...withNode({}) })).ok).toBe(true);
    const [problem] = problems(JSON.stringify({ ...raw, ...change }));
    expect(problem).toMatchObject({ code: 'DOC_INVALID', at: { field: 'version' } });
    expect(problem?.message).toContain('bypass-and-annotations');
    expect(problem?.message).toContain(`“${field}”`);
  });
});

test.each(['v1', 'v2', 'v3'])('a document of %s reads the same for ever', (version) => {
  const parsed = parseDocument(
    readFileSync(new URL(`./__fixtures__/${version}.unlabel.json`, import.meta.url)) as Uint8Array,
  );
  expect(parsed.problems).toEqual([]);
  expect(parsed.ok && parsed.value).toMatchSnapshot();
});
