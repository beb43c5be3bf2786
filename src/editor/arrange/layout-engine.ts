import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';

const engine = new ELK({ workerFactory: () => new Worker(workerUrl) });

/** Has the layout engine think in a worker of its own, so that the page goes on. Loaded when it is first needed. */
export function runLayout(question: ElkNode): Promise<ElkNode> {
  return engine.layout(question);
}
