/** An end of a wire: a port of a node. */
export interface PortEnd {
  readonly node: string;
  readonly port: string;
  readonly side: 'input' | 'output';
}

export const opposite = { input: 'output', output: 'input' } as const;

/** Tells ports apart: a node may have an input and an output of the same name. */
export function endKey({ node, port, side }: PortEnd): string {
  return `${side} ${node}.${port}`;
}

/** The ends of a wire from one port to another, as React Flow names them, whichever of them came first. */
export function endsOf(one: PortEnd, other: PortEnd) {
  const [from, to] = one.side === 'output' ? [one, other] : [other, one];
  return { source: from.node, sourceHandle: from.port, target: to.node, targetHandle: to.port };
}
