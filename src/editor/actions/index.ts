import type { Action } from './action.ts';
import { ARRANGE_ACTIONS } from './arrange-actions.ts';
import { BYPASS_ACTIONS } from './bypass-actions.ts';
import { CLIPBOARD_ACTIONS } from './clipboard-actions.ts';
import { EDIT_ACTIONS } from './edit-actions.ts';
import { FILE_ACTIONS } from './file-actions.ts';
import { LAYOUT_ACTIONS } from './layout-actions.ts';
import { FIND_ACTIONS } from './find-actions.ts';
import { HELP_ACTIONS } from './help-actions.ts';
import { NOTE_ACTIONS } from './note-actions.ts';
import { TOUR_ACTIONS } from './tour-actions.ts';
import { TRAIN_ACTIONS } from './train-actions.ts';
import { VIEW_ACTIONS } from './view-actions.ts';
import { WIRING_ACTIONS } from './wiring-actions.ts';
import { WIRE_POINT_ACTIONS } from './wire-point-actions.ts';

/** Everything that can be done by menu, command palette and keyboard. */
export const ACTIONS: readonly Action[] = [
  ...FILE_ACTIONS,
  ...EDIT_ACTIONS,
  ...ARRANGE_ACTIONS,
  ...NOTE_ACTIONS,
  ...WIRE_POINT_ACTIONS,
  ...FIND_ACTIONS,
  ...VIEW_ACTIONS,
  ...WIRING_ACTIONS,
  ...BYPASS_ACTIONS,
  ...CLIPBOARD_ACTIONS,
  ...LAYOUT_ACTIONS,
  ...TRAIN_ACTIONS,
  ...HELP_ACTIONS,
  ...TOUR_ACTIONS,
];
