/** Whether the ports measured on a card are those that its node has now, in whatever order. */
export function hasPorts(
  measured: readonly { readonly id?: string | null }[],
  now: readonly { readonly name: string }[],
): boolean {
  const known = new Set(measured.map(({ id }) => id));
  return measured.length === now.length && now.every(({ name }) => known.has(name));
}
