import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const KEY = 'unlabel.theme';
const systemDark = () => window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function remembered(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    // storage may be forbidden; the system's theme will do
    return 'system';
  }
}

let choice: ThemeChoice = 'system';

/** The theme on the page. */
export function currentTheme(): Theme {
  if (choice !== 'system') return choice;
  return systemDark().matches ? 'dark' : 'light';
}

function apply(): void {
  document.documentElement.dataset['theme'] = currentTheme();
  for (const listener of listeners) listener();
}

/** Puts the remembered theme, or the system's, on the page and follows the system from then on. */
export function startTheme(): void {
  choice = remembered();
  systemDark().addEventListener('change', apply);
  apply();
}

/** Changes to the other theme and remembers it; the system's own is not remembered, so it is followed again. */
export function toggleTheme(): void {
  const next: Theme = currentTheme() === 'dark' ? 'light' : 'dark';
  choice = next === (systemDark().matches ? 'dark' : 'light') ? 'system' : next;
  try {
    if (choice === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // it lasts until the page is left
  }
  apply();
}

/** The theme on the page, followed. */
export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentTheme);
}
