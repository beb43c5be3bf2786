/** What browsers may say of the connection; not all do. */
interface Frugal {
  readonly connection?: { readonly saveData?: boolean };
}

/** Whether the visitor asks pages to load no more than they need. */
export function savesData(): boolean {
  return (navigator as Navigator & Frugal).connection?.saveData ?? false;
}
