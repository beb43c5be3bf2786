import { serializeDocument } from '../../../document/serialize.ts';
import type { Content } from '../../store/content.ts';

/** Whether two contents look the same on the canvas, however long and from which seed they train. */
export function sameDrawing(a: Content, b: Content): boolean {
  return a.preset === b.preset && looks(a) === looks(b);
}

function looks({ document, preset }: Content): string {
  const { stages, presets, view } = document;
  const { positions, frames, comments, waypoints } = view;
  const laid = preset === null ? undefined : presets[preset];
  // written as files are, since one of them may have been read from one
  return serializeDocument({
    ...document,
    stages: stages.map((stage) => ({ ...stage, run: { steps: 1, seed: 0 } })),
    presets: laid ? { laid: { ...laid, run: {} } } : {},
    view: { positions, frames, comments, waypoints },
  });
}
