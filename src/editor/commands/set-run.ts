import type { Stage } from '../../document/schema.ts';
import { presetOf, stageOf } from '../store/content.ts';
import type { Command } from './command.ts';

/** Sets the run's length or seed where the present value comes from: the active preset, if it has one, or the stage. */
export function setRun(change: Partial<Stage['run']>): Command {
  return {
    name: `Set ${Object.keys(change).join(' and ')}`,
    merge: `run:${Object.keys(change).join(',')}`,
    apply: (draft) => {
      const overlay = presetOf(draft)?.run;
      const own = stageOf(draft.document).run;
      for (const key of ['steps', 'seed'] as const) {
        const value = change[key];
        if (value === undefined) continue;
        if (overlay?.[key] === undefined) own[key] = value;
        else overlay[key] = value;
      }
    },
  };
}
