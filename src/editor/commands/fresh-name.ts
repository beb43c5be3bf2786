/** The stem, or the stem with the lowest number from 2 on that is not taken. */
export function freshName(stem: string, taken: (name: string) => boolean): string {
  if (!taken(stem)) return stem;
  let number = 2;
  while (taken(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
