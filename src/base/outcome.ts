/**
 * Failure as data: a value with whatever was noticed on the way, or the problems that prevented it.
 * `P` is the type of a problem (a `Diagnostic` everywhere above `base`).
 */
export type Outcome<T, P> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly P[] }
  | { readonly ok: false; readonly problems: readonly P[] };

export function success<T, P = never>(value: T, problems: readonly P[] = []): Outcome<T, P> {
  return { ok: true, value, problems };
}

export function failure<P>(problems: readonly P[]): Outcome<never, P> {
  return { ok: false, problems };
}
