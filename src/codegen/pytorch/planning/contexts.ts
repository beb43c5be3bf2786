import { defined } from '../../../base/assert.ts';
import type { ResolvedNode } from '../../../compiler/resolved-graph.ts';
import { findDataset } from '../../../ir/datasets.ts';
import { WEIGHTS_PORT } from '../../../spec/ports-of.ts';
import type { EmitContext, Value } from '../emission.ts';
import { gather } from '../library/distributed.ts';
import type { Draft } from './draft.ts';
import { NotExported } from './not-exported.ts';

/** What emitters are given, node by node. */
export class Contexts {
  readonly #draft: Draft;
  /** By the text of the signal: the variable that has the rows of all processes. */
  readonly #gathered = new Map<string, Value>();

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  of(node: ResolvedNode): EmitContext {
    const draft = this.#draft;
    const { graph, trace, signals } = draft.traced;
    const incoming = (port: string): Value[] =>
      graph.edges
        .filter(({ to, from }) => to.node === node.id && to.port === port && from.port !== WEIGHTS_PORT)
        .map(({ from }) => draft.value(`${from.node}.${from.port}`));
    const dataset = trace.dataset === undefined ? undefined : findDataset(trace.dataset);
    return {
      node,
      params: node.params,
      batchSize: trace.batchSize,
      imageSize: dataset && { height: dataset.height, width: dataset.width },
      datasetCount: dataset?.count ?? 0,
      module: `self.${draft.attribute(node.weights)}`,
      input: (port) => defined(incoming(port)[0], `${port} of ${node.id} is connected`),
      optional: (port) => incoming(port)[0],
      all: incoming,
      gathered: (value) => this.#gather(value, node.id),
      output: (port) => {
        const { tensor, views } = signals.get(`${node.id}.${port}`)!;
        return { shape: tensor.shape, views };
      },
      isUsed: (port) => draft.readers(node.id, port).some((reader) => draft.live.has(reader)),
      use: (snippet) => {
        draft.snippets.add(snippet);
        return snippet.name;
      },
      write: (text) => void draft.forward.push({ text, node: node.id }),
      atEnd: (text) => void draft.commits.push({ text, node: node.id }),
      step: () => {
        draft.usesStep = true;
        return 'step';
      },
      variable: (wanted) => draft.names.take(wanted),
      refuse: (problem) => {
        throw new NotExported(node.id, problem);
      },
    };
  }

  #gather(value: Value, node: string): Value {
    if (value.place === 'global' || value.shape.length === 0) return value;
    const known = this.#gathered.get(value.text);
    if (known) return known;
    const { snippets, names, forward } = this.#draft;
    snippets.add(gather);
    const name = names.take(`all_${value.text}`);
    const views = value.views === 1 ? '' : `, ${value.views}`;
    forward.push({ text: `${name} = gather(${value.text}${views})`, node });
    const all: Value = { ...value, text: name, place: 'global' };
    this.#gathered.set(value.text, all);
    return all;
  }
}
