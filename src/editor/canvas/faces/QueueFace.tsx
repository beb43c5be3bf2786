import { edgeId } from '../../../document/schema.ts';
import { useEditor } from '../../editor-context.tsx';
import { graphOf } from '../../store/content.ts';
import { shortNumber } from '../node-facts.ts';
import type { FaceProps } from './face.ts';
import { oldestAge, queueFill } from './queue-fill.ts';
import { useRunPart } from './use-run-part.ts';

/** How full a queue is with the embeddings of past steps, and how old the oldest of them are. */
export function QueueFace({ node }: FaceProps) {
  const rows = useEditor(({ compilation, content }) => {
    const edge = graphOf(content).edges.find(({ to }) => to === `${node.id}.rows`);
    return edge && compilation?.wires.get(edgeId(edge))?.shape[0];
  });
  const steps = useRunPart((run) => run.step);
  const size = Number(node.params['size']);
  if (rows === undefined || steps === 0 || !(size > 0)) return null;
  const filled = queueFill(size, rows, steps);
  const age = oldestAge(size, rows, steps);
  const fill = filled === size ? 'full' : `${shortNumber(filled)} of ${shortNumber(size)} rows`;
  const text = `${fill}, oldest ${age} ${age === 1 ? 'step' : 'steps'}`;
  return (
    <div className="face-queue" role="img" aria-label={`Filled: ${text}`}>
      <i style={{ width: `${(100 * filled) / size}%` }} />
      <span aria-hidden>{text}</span>
    </div>
  );
}
