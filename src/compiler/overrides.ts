import { splitEndpoint, type ParamValue } from '../document/schema.ts';

/** `node.param` → value, laid over the drawing's own parameters. */
export type Overrides = Readonly<Record<string, ParamValue>>;

/** Overrides by node, then by param. */
export function overridesByNode(overrides: Overrides): Map<string, Record<string, ParamValue>> {
  const byNode = new Map<string, Record<string, ParamValue>>();
  for (const [path, value] of Object.entries(overrides)) {
    const { node, port: param } = splitEndpoint(path);
    byNode.set(node, { ...byNode.get(node), [param]: value });
  }
  return byNode;
}
