import { spawnSync } from 'node:child_process';
import { installOnDebian } from './install-on-debian.ts';
import { PYTHON } from './python.ts';

/** Makes sure that there are PyTorch and torchvision to compare with, installing Debian's where that is possible. Gives the reason where not. */
export function ensureTorch(): string | null {
  if (hasTorch()) return null;
  const advice =
    'install PyTorch and torchvision (Debian: apt-get install python3-torch python3-torchvision) or name a Python that has it in PYTHON';
  return (
    installOnDebian(['python3-torch', 'python3-torchvision'], advice) ??
    (hasTorch() ? null : `apt-get installed PyTorch, but ${PYTHON} does not find it`)
  );
}

export function hasTorch(): boolean {
  return spawnSync(PYTHON, ['-c', 'import torch, torchvision'], { stdio: 'ignore' }).status === 0;
}
