import type { Action, ActionContext, Section } from '../actions/action.ts';
import { ACTIONS } from '../actions/index.ts';
import { showChord } from '../actions/chord.ts';
import { keysOf, type Keymap } from '../actions/keymap.ts';

export interface MenuEntry {
  readonly label: string;
  readonly keys?: string;
  readonly act: () => void;
  readonly disabled?: boolean;
  /** Shown with a check mark where it can be on and off. */
  readonly checked?: boolean;
}

const SHOWN: readonly Section[] = ['File', 'View', 'Help'];

function entry(action: Action, context: ActionContext, keymap: Keymap): MenuEntry {
  const [chord] = keysOf(action, keymap);
  const checked = action.checked?.(context);
  return {
    label: action.title,
    act: () => action.run(context),
    disabled: !(action.enabled?.(context) ?? true),
    ...(chord === undefined ? {} : { keys: showChord(chord) }),
    ...(checked === undefined ? {} : { checked }),
  };
}

/** What the menu of a node shows; what it does is done to all that is selected. */
const OF_NODES: readonly (readonly string[])[] = [
  ['train.ablate', 'edit.bypass'],
  ['edit.connect', 'edit.params'],
  ['edit.cut', 'edit.copy', 'edit.duplicate', 'edit.deleteReconnecting'],
  ['arrange.pack', 'arrange.unpack', 'arrange.frame'],
];

export function nodeMenuGroups(context: ActionContext, keymap: Keymap): MenuEntry[][] {
  return OF_NODES.map((ids) =>
    ids.flatMap((id) => {
      const action = ACTIONS.find((one) => one.id === id);
      return action ? [entry(action, context, keymap)] : [];
    }),
  );
}

/** What the window's menu shows, section by section. */
export function menuGroups(context: ActionContext, keymap: Keymap): MenuEntry[][] {
  return SHOWN.map((section) =>
    ACTIONS.filter((action) => action.section === section).map((action) => entry(action, context, keymap)),
  );
}
