/** `?threads=2` in the page's address: how many threads the backend wasm is to have, where it is said. */
export function threadsFromAddress(query: string): { readonly threads?: number } {
  const threads = Number(new URLSearchParams(query).get('threads'));
  return Number.isInteger(threads) && threads > 0 ? { threads } : {};
}
