import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const CACHE = fileURLToPath(new URL('../.cache/sources', import.meta.url));

/**
 * Folder of an npm package in exactly this version. The packages the data are built from stay out of package.json,
 * since nobody who builds or runs Unlabel needs their 200 MB.
 */
export function fetchPackage(name: string, version: string): string {
  // a folder each: npm would remove one package when it installs the next without saving
  const prefix = join(CACHE, name);
  const folder = join(prefix, 'node_modules', name);
  const manifest = join(folder, 'package.json');
  const installed =
    existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  if (installed !== version) {
    const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
    mkdirSync(prefix, { recursive: true });
    execFileSync('npm', ['install', ...options, '--prefix', prefix, `${name}@${version}`], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  }
  return folder;
}
