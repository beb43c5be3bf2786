import { findBrowser } from './find-browser.ts';
import { installOnDebian } from './install-on-debian.ts';

/** Makes sure there is a browser to test with, installing Debian's where that is possible. Gives the reason where not. */
export function ensureBrowser(): string | null {
  if (findBrowser()) return null;
  const named = process.env['CHROMIUM_PATH'];
  if (named) return `CHROMIUM_PATH names ${named}, which cannot be run`;
  const advice =
    'install Chromium (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or name one in CHROMIUM_PATH';
  return (
    installOnDebian(['chromium'], advice) ??
    (findBrowser() ? null : 'apt-get installed Chromium, but it is not in the PATH')
  );
}
