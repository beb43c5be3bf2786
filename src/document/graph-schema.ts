import { z } from 'zod';
import { endpoint, identifier, nodePath, nodeType, RESERVED, text, unreserved } from './name-schemas.ts';

export const paramValue = z.union([
  z.number(),
  z.string().max(10_000),
  z.boolean(),
  z.array(z.number()).max(10_000),
]);
const params = z.record(z.string().max(64).refine(unreserved, RESERVED), paramValue);

const node = z.strictObject({
  id: identifier,
  type: nodeType,
  params: params.default({}),
  /** Passed over: what comes in goes out unchanged. */
  bypassed: z.literal(true).optional(),
});

const edge = z.strictObject({ from: endpoint, to: endpoint });
export const graph = z.strictObject({ nodes: z.array(node).max(5_000), edges: z.array(edge).max(20_000) });

/** Length of the run in optimiser steps. */
const steps = z.number().int().min(1).max(10_000_000);
const seed = z.number().int().min(0).max(0xffffffff);
const run = z.strictObject({ steps, seed: seed.default(1) });

export const stage = z.strictObject({
  id: identifier,
  title: text,
  graph,
  run,
});

/** Params laid over the drawing's own, types in the place of its own: by node; and the run's. */
export const preset = z.strictObject({
  title: text,
  nodes: z.record(nodePath, params).default({}),
  /** Where a node has another type, its own params do not apply: all it has stands in `nodes`. */
  types: z.record(nodePath, nodeType).default({}),
  /** Nodes that are passed over, or not, whatever the drawing says of them. */
  bypassed: z.record(nodePath, z.boolean()).optional(),
  run: z.strictObject({ steps: steps.optional(), seed: seed.optional() }).default({}),
});
