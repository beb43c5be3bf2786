import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs packages of Debian, as root there. Gives the reason where that cannot be; `advice` is for everybody else. */
export function installOnDebian(packages: readonly string[], advice: string): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return advice;
  const installed =
    aptGet(['update']) && aptGet(['install', '--yes', '--no-install-recommends', ...packages]);
  return installed ? null : `apt-get could not install ${packages.join(' ')}`;
}

function aptGet(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}
