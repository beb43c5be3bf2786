let format: Intl.DateTimeFormat | undefined;

/** Day and minute, as the person's language writes them. The browser takes 12 ms to load that: not before there is one to show. */
function written(at: number): string {
  format ??= new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(at);
}

/** When something was, in milliseconds since 1970. */
export function PointInTime({ at }: { readonly at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{written(at)}</time>;
}
