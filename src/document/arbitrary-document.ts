import fc from 'fast-check';
import { DOCUMENT_VERSION, type ParamValue, type UnlabelDocument } from './schema.ts';

const id = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/)
  .filter((name) => !(name in Object.prototype) && name.length > 0);
const port = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,12}$/).filter((name) => !(name in Object.prototype));
// JSON has no −0
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (x === 0 ? 0 : x));
const coordinate = fc.double({ noNaN: true, min: -1e7, max: 1e7 }).map((x) => (x === 0 ? 0 : x));
const value: fc.Arbitrary<ParamValue> = fc.oneof(number, fc.string(), fc.boolean(), fc.array(number));
const params = fc.dictionary(id, value, { noNullPrototype: true });
const endpoint = fc.tuple(id, port).map(([node, name]) => `${node}.${name}`);
const steps = fc.integer({ min: 1, max: 10_000_000 });
const seed = fc.integer({ min: 0, max: 0xffffffff });
const path = fc.array(id, { minLength: 1, maxLength: 3 }).map((ids) => ids.join('/'));
const type = fc.constantFrom('loss.ntXent', 'encoder.convnet', 'composite.block', 'unknown.type');
const node = fc.record(
  { id, type, params, bypassed: fc.constant(true as const) },
  { requiredKeys: ['id', 'type', 'params'] },
);
const size = fc.double({ noNaN: true, min: 1, max: 1e6 });
const area = { x: coordinate, y: coordinate, width: size, height: size };
const pieces = <T extends { id: string }>(piece: fc.Arbitrary<T>) =>
  fc.uniqueArray(piece, { maxLength: 3, selector: (one) => one.id });
const graph = fc.record({
  nodes: fc.array(node, { maxLength: 5 }),
  edges: fc.array(fc.record({ from: endpoint, to: endpoint }), { maxLength: 5 }),
});
const positions = fc.dictionary(id, fc.record({ x: coordinate, y: coordinate }), { noNullPrototype: true });
const label = fc.string({ minLength: 1 });
const list = <T extends { name: string }>(item: fc.Arbitrary<T>) =>
  fc.uniqueArray(item, { maxLength: 3, selector: ({ name }) => name });
const composite = fc.record({
  title: fc.string(),
  summary: fc.string(),
  graph,
  inputs: list(
    fc.record(
      { name: port, label, to: fc.array(endpoint, { minLength: 1, maxLength: 3 }), after: fc.nat(9) },
      { requiredKeys: ['name', 'label', 'to'] },
    ),
  ),
  outputs: list(fc.record({ name: port, label, from: endpoint })),
  params: list(fc.record({ name: port, label, node: id, param: port })),
  positions,
});

/** Any document the schema allows, for property tests. */
export const arbitraryDocument: fc.Arbitrary<UnlabelDocument> = fc.record({
  format: fc.constant('unlabel' as const),
  version: fc.constant(DOCUMENT_VERSION),
  meta: fc.record({
    title: fc.string(),
    idea: fc.string({ unit: 'binary' }),
    formula: fc.string(),
    citation: fc.string(),
    tryThis: fc.array(fc.string()),
  }),
  stages: fc.array(
    fc.record({
      id,
      title: fc.string(),
      graph,
      run: fc.record({ steps, seed }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  composites: fc.dictionary(port, composite, { noNullPrototype: true, maxKeys: 3 }),
  presets: fc.dictionary(
    id,
    fc.record(
      {
        title: fc.string(),
        nodes: fc.dictionary(path, params, { noNullPrototype: true }),
        types: fc.dictionary(path, type, { noNullPrototype: true }),
        bypassed: fc.dictionary(path, fc.boolean(), { noNullPrototype: true }),
        run: fc.record({ steps, seed }, { requiredKeys: [] }),
      },
      { requiredKeys: ['title', 'nodes', 'types', 'run'] },
    ),
    { noNullPrototype: true, maxKeys: 3 },
  ),
  view: fc.record(
    {
      positions,
      frames: pieces(fc.record({ id, title: fc.string(), ...area })),
      comments: pieces(fc.record({ id, text: fc.string(), ...area })),
      waypoints: fc.dictionary(
        fc.tuple(endpoint, endpoint).map((ends) => ends.join('->')),
        fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 3 }),
        { noNullPrototype: true, maxKeys: 3 },
      ),
      viewport: fc.record({
        x: coordinate,
        y: coordinate,
        zoom: fc.double({ noNaN: true, min: 0.01, max: 10 }),
      }),
    },
    { requiredKeys: ['positions', 'frames', 'comments', 'waypoints'] },
  ),
});
