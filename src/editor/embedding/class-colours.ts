import type { Theme } from '../theme/theme.ts';

/** Okabe and Ito's colours, which colour-blind eyes tell apart, darker on light ground and lighter on dark. */
const FEW: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#0072b2', '#c44a00', '#00876a', '#b25a8f', '#b87700', '#2689c6', '#1b212b', '#71790b'],
  dark: ['#4aa8e0', '#f58a4b', '#2fc39d', '#e296c2', '#f0b13c', '#8accf2', '#e6e9ee', '#c9d04a'],
};

/** A colour for every class of a label: a ramp for numbers, colours that can be told apart for few names, hues for many. */
export function classColours(names: readonly string[], theme: Theme): readonly string[] {
  const few = FEW[theme];
  const isNumber = (name: string) => /^[-−+]?\d+(\.\d+)?\D?$/.test(name);
  if (names.length > 1 && names.every(isNumber)) {
    return names.map((_, k) => {
      const share = k / (names.length - 1);
      const [from, to] = theme === 'light' ? [0.32, 0.78] : [0.45, 0.92];
      return `oklch(${(from + (to - from) * share).toFixed(3)} 0.14 ${(280 - 190 * share).toFixed(0)})`;
    });
  }
  if (names.length <= few.length) return names.map((_, k) => few[k]!);
  const [dark, bright] = theme === 'light' ? [0.45, 0.62] : [0.66, 0.84];
  return names.map(
    (_, k) => `oklch(${k % 2 === 0 ? dark : bright} 0.15 ${((360 * k) / names.length).toFixed(0)})`,
  );
}
