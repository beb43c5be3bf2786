import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './find-browser.ts';

const PACKAGES = ['chromium'];

/** Makes sure there is a browser to test with, installing Debian's where that is possible. Gives the reason where not. */
export function ensureBrowser(): string | null {
  if (findBrowser()) return null;
  const named = process.env['CHROMIUM_PATH'];
  if (named) return `CHROMIUM_PATH names ${named}, which cannot be run`;
  const root = process.getuid?.() === 0;
  if (!root || !existsSync('/etc/debian_version')) {
    return 'install Chromium (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or name one in CHROMIUM_PATH';
  }
  const installed =
    aptGet(['update']) && aptGet(['install', '--yes', '--no-install-recommends', ...PACKAGES]);
  if (!installed) return `apt-get could not install ${PACKAGES.join(' ')}`;
  return findBrowser() ? null : 'apt-get installed Chromium, but it is not in the PATH';
}

function aptGet(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}
