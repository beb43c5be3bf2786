import RotateCcw from 'lucide-react/icons/rotate-ccw';
import X from 'lucide-react/icons/x';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Action } from '../actions/action.ts';
import { useActions } from '../actions/actions-context.tsx';
import { chordOf, showChord } from '../actions/chord.ts';
import { ACTIONS } from '../actions/index.ts';
import { keysOf } from '../actions/keymap.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { assignment, holderOf, resetConflict, whyNotChord } from './assign-chord.ts';

/** What is asked before a chord goes from one action to another. */
interface Question {
  readonly text: string;
  readonly act: () => void;
}

interface ShortcutRowProps {
  readonly action: Action;
  readonly recording: boolean;
  readonly onRecord: (recording: boolean) => void;
}

/** An action with its keys, and the ways to change them. */
export function ShortcutRow({ action, recording, onRecord }: ShortcutRowProps) {
  const { keymap } = useActions();
  const own = useStore(keymap, (state) => state.keymap);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const chords = keysOf(action, own);
  const { title } = action;

  const assign = (chord: string) => {
    for (const [id, keys] of assignment(chord, action, ACTIONS, own)) keymap.getState().assign(id, keys);
    setQuestion(null);
    onRecord(false);
  };
  const press = (chord: string) => {
    const shown = showChord(chord);
    const reason = whyNotChord(chord);
    setRefusal(reason === null ? null : `${shown} ${reason}`);
    if (reason !== null) return;
    const holder = holderOf(chord, action, ACTIONS, own);
    if (!holder) return assign(chord);
    onRecord(false);
    setQuestion({ text: `${shown} already does “${holder.title}”.`, act: () => assign(chord) });
  };
  const reset = () => {
    const give = () => {
      keymap.getState().assign(action.id, null);
      setQuestion(null);
    };
    const conflict = resetConflict(action, ACTIONS, own);
    if (!conflict) return give();
    const { chord, holder } = conflict;
    setQuestion({
      text: `${showChord(chord)} now does “${holder.title}”.`,
      act: () => {
        for (const usual of action.keys ?? []) {
          for (const [id, keys] of assignment(usual, action, ACTIONS, keymap.getState().keymap)) {
            if (id !== action.id) keymap.getState().assign(id, keys);
          }
        }
        give();
      },
    });
  };

  return (
    <li className="shortcut-row">
      <span className="shortcut-title">{title}</span>
      <button
        type="button"
        className="shortcut-keys"
        data-recording={recording || undefined}
        aria-label={
          recording
            ? `Press the new keys for ${title}, Escape to keep the old ones`
            : `${title}: ${chords.map((chord) => showChord(chord)).join(' or ') || 'no keys'}. Change`
        }
        onClick={() => {
          setRefusal(null);
          setQuestion(null);
          onRecord(true);
        }}
        onBlur={() => recording && onRecord(false)}
        onKeyDown={(event) => {
          if (!recording) return;
          const chord = chordOf(event.nativeEvent);
          if (chord === null) return;
          event.preventDefault();
          event.stopPropagation();
          if (chord === 'Escape') onRecord(false);
          else press(chord);
        }}
      >
        {recording && <span className="shortcut-prompt">Press the new keys</span>}
        {!recording && chords.length === 0 && <span className="shortcut-none">none</span>}
        {!recording && chords.map((chord) => <kbd key={chord}>{showChord(chord)}</kbd>)}
      </button>
      <span className="shortcut-tools">
        {chords.length > 0 && (
          <IconButton
            label={`Take the keys of ${title} away`}
            onClick={() => keymap.getState().assign(action.id, action.keys?.length ? [] : null)}
          >
            <X size={13} aria-hidden />
          </IconButton>
        )}
        {Object.hasOwn(own, action.id) && (
          <IconButton label={`Give ${title} its usual keys again`} onClick={reset}>
            <RotateCcw size={13} aria-hidden />
          </IconButton>
        )}
      </span>
      <div className="shortcut-answer" role="status">
        {refusal}
        {question && (
          <>
            <span>{question.text}</span>
            <Button onClick={question.act}>Give them to “{title}”</Button>
            <Button variant="quiet" onClick={() => setQuestion(null)}>
              Leave as it is
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
