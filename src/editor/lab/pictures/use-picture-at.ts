import { useStore } from 'zustand';
import type { TimedPicture } from '../../../runtime/run-state.ts';
import { stepCursor } from '../step-cursor.ts';
import { pictureAt } from './picture-at.ts';

/** The picture of the step that the pointer is at in a chart, or the newest. */
export function usePictureAt(pictures: readonly TimedPicture[]): TimedPicture {
  return useStore(stepCursor, ({ step }) => pictureAt(pictures, step));
}
