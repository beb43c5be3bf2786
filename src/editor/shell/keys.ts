const MAC = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

/** A shortcut as this machine's keyboard has it: `⌘Z` or `Ctrl+Z`. */
export function withCommand(key: string): string {
  return MAC ? `⌘${key}` : `Ctrl+${key}`;
}
