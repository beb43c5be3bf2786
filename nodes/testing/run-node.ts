import { Builder } from '../../src/compiler/builder.ts';
import { Declarations } from '../../src/compiler/declarations.ts';
import { Refusal, traceContext } from '../../src/compiler/trace-context.ts';
import type { Trace } from '../../src/compiler/trace.ts';
import { ownWeights } from '../../src/compiler/resolved-graph.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Commit, Feed } from '../../src/ir/program.ts';
import type { Mode, NodeSpec, Signal } from '../../src/spec/index.ts';
import type { HostTensor } from '../../workers/protocol.ts';
import { runOn, type TestBackend } from './run-on.ts';

export interface Given {
  readonly params?: Readonly<Record<string, unknown>>;
  /** What is on the inputs: a tensor, or one for each wire. */
  readonly inputs: Readonly<Record<string, HostTensor | readonly HostTensor[]>>;
  /** How many views it has: on all inputs, by port, or for each wire of a port; 1 where nothing is said. */
  readonly views?: number | Readonly<Record<string, number | readonly number[]>>;
  readonly mode?: Mode;
  readonly dataset?: string;
  readonly batchSize?: number;
}

export interface Traced {
  readonly signals: Readonly<Record<string, Signal>>;
  readonly feeds: ReadonlyMap<string, Feed>;
  readonly declarations: Declarations;
  readonly commits: readonly Commit[];
  readonly builder: Builder;
  readonly reports: readonly Diagnostic[];
}

interface Wired {
  readonly port: string;
  /** Which one of the port's wires. */
  readonly wire: number;
  /** `port`, or `port.0`, `port.1`, … where there are several. */
  readonly name: string;
  readonly host: HostTensor;
}

/** The tensor of each wire. */
export function wiresOf(inputs: Given['inputs']): Wired[] {
  return Object.entries(inputs).flatMap(([port, value]) => {
    if (!Array.isArray(value)) return [{ port, wire: 0, name: port, host: value as HostTensor }];
    return (value as readonly HostTensor[]).map((host, wire) => ({
      port,
      wire,
      name: `${port}.${wire}`,
      host,
    }));
  });
}

/** Traces one node, called “node”, on its own. */
export function traceNode(spec: NodeSpec, given: Given): Traced {
  const { inputs, mode = 'train', dataset } = given;
  const viewsOf = ({ port, wire }: Wired): number => {
    const views = typeof given.views === 'object' ? given.views[port] : given.views;
    return (Array.isArray(views) ? (views as readonly number[])[wire] : (views as number | undefined)) ?? 1;
  };
  const feeds = new Map<string, Feed>();
  const wires = wiresOf(inputs);
  for (const { name, host } of wires) {
    const { shape, dtype } = host;
    const source = { kind: 'given', name } as const;
    feeds.set(`node.${name}`, { id: `node.${name}`, type: { shape, dtype }, origin: 'node', source });
  }
  const [first] = wires;
  const trace: Trace = {
    mode,
    builder: new Builder(),
    declarations: new Declarations(),
    feeds,
    commits: [],
    early: new Map(),
    reports: [],
    batchSize: given.batchSize ?? (first ? first.host.shape[0]! / viewsOf(first) : 1),
    steps: 10,
    dataset,
  };
  const params = spec.params.parse(given.params ?? {});
  const context = traceContext(trace, { id: 'node', weights: ownWeights('node'), params }, (port) =>
    wires
      .filter((wired) => wired.port === port)
      .map((wired) => {
        const { shape, dtype } = wired.host;
        return { tensor: { id: `node.${wired.name}`, shape, dtype }, views: viewsOf(wired) };
      }),
  );
  const { builder, declarations, commits, reports } = trace;
  spec.probe?.check?.(context);
  return { signals: spec.forward?.(context) ?? {}, feeds, declarations, commits, builder, reports };
}

/** The diagnostic with which the node refuses, or that it reports; or null. */
export function refusalOf(spec: NodeSpec, given: Given): Diagnostic | null {
  try {
    return traceNode(spec, given).reports[0] ?? null;
  } catch (error) {
    if (error instanceof Refusal) return error.diagnostic;
    throw error;
  }
}

/**
 * Runs one node on numbers: its inputs, and by name (`crop`, `stage1.kernel`, `runningMean`) all draws, weights and
 * states it asks for. Gives its outputs, and what it commits, by name.
 */
export async function runNode(
  spec: NodeSpec,
  given: Given & { readonly numbers?: Readonly<Record<string, HostTensor>> },
  backend: TestBackend = 'cpu',
): Promise<Record<string, HostTensor>> {
  const { signals, feeds, declarations, commits, builder } = traceNode(spec, given);
  const wired = Object.fromEntries(wiresOf(given.inputs).map(({ name, host }) => [name, host]));
  const numbers: Readonly<Record<string, HostTensor>> = { ...wired, ...given.numbers };
  const asked = [...feeds.keys(), ...declarations.weights.keys(), ...declarations.states.keys()];
  const fed = Object.fromEntries(
    asked.map((id) => {
      const name = id.slice('node.'.length);
      if (!numbers[name]) throw new Error(`the test gives no numbers for “${name}”`);
      return [id, numbers[name]] as const;
    }),
  );
  const block = {
    feeds: asked.map((id) => {
      const { shape, dtype } = fed[id]!;
      return { id, type: { shape, dtype }, origin: 'node', source: { kind: 'given', name: id } as const };
    }),
    operations: builder.operations,
  };
  const named = new Map([
    ...Object.entries(signals).map(([name, { tensor }]) => [name, tensor.id] as const),
    ...commits.map(({ target, value }) => [target.slice('node.'.length), value] as const),
  ]);
  const values = await runOn(backend, block, fed, [...named.values()]);
  return Object.fromEntries([...named].map(([name, id]) => [name, values[id]!]));
}
