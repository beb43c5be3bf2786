/** A number with three significant digits and a prefix of the SI: `1.23 GFLOP`, `94.3 k`. */
export function withUnit(value: number, unit: string): string {
  const prefixes = ['', 'k', 'M', 'G', 'T', 'P'];
  let size = value;
  let place = 0;
  // 999.5 would be rounded to four digits
  while (size >= 999.5 && place < prefixes.length - 1) {
    size /= 1000;
    place += 1;
  }
  return `${Number(size.toPrecision(3))} ${prefixes[place]}${unit}`.trimEnd();
}
