import { useMemo } from 'react';
import { useEditor } from '../../editor-context.tsx';
import { effectiveRun } from '../../store/content.ts';
import type { FaceProps } from './face.ts';
import { ScheduleFace } from './ScheduleFace.tsx';

/** An optimiser's learning rate over the run. */
export function OptimiserFace({ node }: FaceProps) {
  const steps = useEditor((state) => effectiveRun(state.content).steps);
  const schedule = useMemo(
    () => node.spec.optimiser?.learningRate(node.params, steps, { exempt: false }),
    [node, steps],
  );
  return schedule ? (
    <ScheduleFace label="Learning rate over the run" schedule={schedule} steps={steps} />
  ) : null;
}
