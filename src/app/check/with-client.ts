import { failure } from '../../base/outcome.ts';
import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { TrainerClient } from '../../runtime/client.ts';

/** A client with a worker of its own; `lost` is aborted when that crashes. Both end when `use` has. */
export async function withClient<T>(
  createWorker: () => Worker,
  use: (client: TrainerClient, lost: AbortSignal) => Promise<Checked<T>>,
): Promise<Checked<T>> {
  const lost = new AbortController();
  const reasons: Diagnostic[] = [];
  const client = new TrainerClient({
    createWorker,
    onLost: (diagnostic) => {
      reasons.push(diagnostic);
      lost.abort();
    },
  });
  try {
    const result = await use(client, lost.signal);
    return result.ok || result.problems.length > 0 ? result : failure(reasons);
  } finally {
    client.end();
  }
}
