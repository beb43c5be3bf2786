/** What is used of a `KeyboardEvent`. */
export interface Keys {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const MODIFIERS = ['Control', 'Meta', 'Shift', 'Alt'];
const NAMES: Readonly<Record<string, string>> = { ' ': 'Space', '+': 'Plus' };

/** The keys pressed as a chord: `Mod+Shift+Z`, `Escape`, `?`; null while only modifiers are down. */
export function chordOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Keys): string | null {
  if (MODIFIERS.includes(key) || key === 'Dead' || key === 'Unidentified') return null;
  const letter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const name = NAMES[key] ?? (letter ? key.toUpperCase() : key);
  // on other characters than letters Shift has already done its work: “?” is “?”
  const shifted = shiftKey && (letter || key.length > 1);
  return [
    ...(ctrlKey || metaKey ? ['Mod'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shifted ? ['Shift'] : []),
    name,
  ].join('+');
}

const MAC = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);
const ON_MAC: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };
const ELSEWHERE: Readonly<Record<string, string>> = { Mod: 'Ctrl' };
const SYMBOLS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Plus: '+',
};

/** A chord as this machine's keyboard has it: `⌘⇧Z` or `Ctrl+Shift+Z`. */
export function showChord(chord: string, mac = MAC): string {
  const words = chord.split('+').map((part) => (mac ? ON_MAC : ELSEWHERE)[part] ?? SYMBOLS[part] ?? part);
  return words.join(mac ? '' : '+');
}
