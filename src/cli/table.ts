export interface Column {
  readonly title: string;
  /** Numbers stand at the right, texts at the left. */
  readonly align?: 'left' | 'right';
}

/** Lines of a table: a heading, then the rows, in aligned columns two spaces apart. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const titles = columns.map(({ title }) => title);
  const widths = titles.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  return [titles, ...rows].map((row) =>
    columns
      .map(({ align }, i) =>
        align === 'right' ? (row[i] ?? '').padStart(widths[i]!) : (row[i] ?? '').padEnd(widths[i]!),
      )
      .join('  ')
      .trimEnd(),
  );
}
