import { z } from 'zod';

/** Words that every JavaScript object answers to: as names they would be found where there is nothing. */
export const unreserved = (name: string): boolean => !(name in Object.prototype);
export const RESERVED = 'this word is reserved: choose another name';

/** Node and stage ids: they name weights and appear in `node.port`, so they hold no dot. */
export const identifier = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'an id starts with a letter and has letters, digits, “-” and “_”, at most 64',
  )
  .refine(unreserved, RESERVED);

/** `node.port`. */
export const endpoint = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}\.[A-Za-z][A-Za-z0-9]{0,63}$/, 'must be “node.port”');

export const nodeType = z
  .string()
  .regex(/^[a-z]+\.[A-Za-z0-9]+$/, 'must be “category.name”')
  .max(64);

/** A node, or a node inside composite nodes: `block/encoder`. */
export const nodePath = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}(\/[A-Za-z][A-Za-z0-9_-]{0,63}){0,31}$/,
    'must be a node’s id, or ids joined by “/” for a node inside a composite one',
  )
  .refine(unreserved, RESERVED);

export const text = z.string().max(20_000);
