import { z } from 'zod';
import { graph, preset, stage, type paramValue } from './graph-schema.ts';
import { endpoint, identifier, RESERVED, text, unreserved } from './name-schemas.ts';

/** The newest version of the document format. */
export const DOCUMENT_VERSION = 3;

const coordinate = z.number().min(-1e7).max(1e7);
const positions = z.record(identifier, z.strictObject({ x: coordinate, y: coordinate }));

const portName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/, 'a name starts with a letter and has letters and digits, at most 64')
  .refine(unreserved, RESERVED);
const label = z.string().min(1).max(200);
const unique = <T extends { readonly name: string }>(list: readonly T[]): boolean =>
  new Set(list.map(({ name }) => name)).size === list.length;
const NOT_UNIQUE = 'two of them have the same name';

/** An input of a composite node, and the inner inputs it leads to. */
const compositeInput = z.strictObject({
  name: portName,
  label,
  to: z.array(endpoint).min(1).max(200),
  /** On inner inputs that take several wires: how many of the inner ones stand before those that come in here. */
  after: z.number().int().min(0).max(20_000).optional(),
});
const compositeOutput = z.strictObject({ name: portName, label, from: endpoint });
/** A param of an inner node that each composite node of this type has a value of its own for. */
const compositeParam = z.strictObject({
  name: z.string().min(1).max(64).refine(unreserved, RESERVED),
  label,
  node: identifier,
  param: z.string().min(1).max(64).refine(unreserved, RESERVED),
});

/** A drawing that stands for a node of type `composite.<id>`. */
const composite = z.strictObject({
  title: text,
  summary: text.default(''),
  graph,
  inputs: z.array(compositeInput).max(200).refine(unique, NOT_UNIQUE).default([]),
  outputs: z.array(compositeOutput).max(200).refine(unique, NOT_UNIQUE).default([]),
  params: z.array(compositeParam).max(1_000).refine(unique, NOT_UNIQUE).default([]),
  /** Of the inner nodes, from the composite node's own. */
  positions: positions.default({}),
});

/** Ids of composites end node types, so they hold letters and digits alone. */
const compositeId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]{0,49}$/, 'an id starts with a letter and has letters and digits, at most 50')
  .refine(unreserved, RESERVED);

const extent = z.number().min(1).max(1e6);
const area = { x: coordinate, y: coordinate, width: extent, height: extent };

/** A titled rectangle behind the nodes: what lies in it moves with it. */
const frame = z.strictObject({ id: identifier, title: text, ...area });
const comment = z.strictObject({ id: identifier, text, ...area });
const uniqueIds = <T extends { readonly id: string }>(list: readonly T[]): boolean =>
  new Set(list.map(({ id }) => id)).size === list.length;

const view = z.strictObject({
  positions: positions.default({}),
  frames: z.array(frame).max(1_000).refine(uniqueIds, 'two of them have the same id').default([]),
  comments: z.array(comment).max(1_000).refine(uniqueIds, 'two of them have the same id').default([]),
  /** By wire (`from->to`): the points it is led through, in order. */
  waypoints: z
    .record(
      z.string().max(300).refine(unreserved, RESERVED),
      z
        .array(z.strictObject({ x: coordinate, y: coordinate }))
        .min(1)
        .max(50),
    )
    .default({}),
  viewport: z.strictObject({ x: coordinate, y: coordinate, zoom: z.number().min(0.01).max(10) }).optional(),
});

const meta = z.strictObject({
  title: text,
  /** Two sentences: what the method does and why it works. */
  idea: text.default(''),
  /** The whole method's loss, in KaTeX. */
  formula: text.default(''),
  citation: text.default(''),
  /** What is worth changing first. */
  tryThis: z.array(text).max(50).default([]),
});

export const documentSchema = z.strictObject({
  format: z.literal('unlabel'),
  version: z.literal(DOCUMENT_VERSION),
  meta,
  stages: z.array(stage).min(1).max(100),
  composites: z
    .record(compositeId, composite)
    .refine((record) => Object.keys(record).length <= 1_000, 'there are more than 1,000 of them')
    .default({}),
  presets: z.record(identifier, preset).default({}),
  view: view.default({ positions: {}, frames: [], comments: [], waypoints: {} }),
});

/** A drawing with everything needed to run it. `view` alone may change without a new compilation. */
export type UnlabelDocument = z.output<typeof documentSchema>;
/** A document as a file may have it: what has a default can be left out. */
export type DocumentFile = z.input<typeof documentSchema>;
export type Stage = UnlabelDocument['stages'][number];
export type Graph = Stage['graph'];
export type GraphNode = Graph['nodes'][number];
export type GraphEdge = Graph['edges'][number];
export type Preset = UnlabelDocument['presets'][string];
export type Composite = UnlabelDocument['composites'][string];
export type Frame = UnlabelDocument['view']['frames'][number];
export type Comment = UnlabelDocument['view']['comments'][number];
export type Composites = UnlabelDocument['composites'];
export type ParamValue = z.output<typeof paramValue>;

/** The id of a wire: no two wires join the same two ports. */
export function edgeId(edge: GraphEdge): string {
  return `${edge.from}->${edge.to}`;
}

/** Splits `node.port`. */
export function splitEndpoint(endpoint: string): { node: string; port: string } {
  const dot = endpoint.indexOf('.');
  return { node: endpoint.slice(0, dot), port: endpoint.slice(dot + 1) };
}
