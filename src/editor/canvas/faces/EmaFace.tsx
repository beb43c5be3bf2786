import { useMemo } from 'react';
import { useEditor } from '../../editor-context.tsx';
import { effectiveRun } from '../../store/content.ts';
import type { FaceProps } from './face.ts';
import { momentumSchedule } from './momentum-schedule.ts';
import { ScheduleFace } from './ScheduleFace.tsx';

/** An EMA's momentum over the run. */
export function EmaFace({ node }: FaceProps) {
  const steps = useEditor((state) => effectiveRun(state.content).steps);
  const schedule = useMemo(() => momentumSchedule(node.params, steps), [node.params, steps]);
  return schedule && <ScheduleFace label="Momentum over the run" schedule={schedule} steps={steps} />;
}
