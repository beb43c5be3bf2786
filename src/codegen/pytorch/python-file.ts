import { withNeeds, type Snippet } from '../snippet.ts';

const IMPORTS: readonly (readonly [RegExp, string])[] = [
  [/\bargparse\./, 'import argparse'],
  [/\bcopy\./, 'import copy'],
  [/\bjson\./, 'import json'],
  [/\bmath\./, 'import math'],
  [/\bos\./, 'import os'],
  [/\btime\./, 'import time'],
  [/\bPath\(/, 'from pathlib import Path'],
  [/\bnp\./, 'import numpy as np'],
  [/\btorch\./, 'import torch'],
  [/\bdist\./, 'import torch.distributed as dist'],
  [/\bF\./, 'import torch.nn.functional as F'],
  [/\bnn\./, 'from torch import nn'],
];
const STANDARD = /^(import (argparse|copy|json|math|os|time)|from pathlib)/;

/** A Python file: its docstring, the imports its code needs, the definitions it uses, then its own. */
export function pythonFile(
  docstring: string,
  snippets: Iterable<Snippet>,
  body: string,
  imports: readonly string[] = [],
): string {
  const code = [...withNeeds(snippets).map(({ code }) => code), body.trim()].join('\n\n\n');
  // what is said in words imports nothing
  const bare = code.replace(/"""[\s\S]*?"""/g, '');
  const found = IMPORTS.filter(([pattern]) => pattern.test(bare)).map(([, line]) => line);
  const standard = found.filter((line) => STANDARD.test(line));
  const plain = (line: string) => (line.startsWith('import') ? 0 : 1);
  const order = (lines: string[]) => lines.sort((a, b) => plain(a) - plain(b) || (a < b ? -1 : 1));
  const others = found.filter((line) => !STANDARD.test(line));
  const groups = [order(standard), order(others), [...imports]].filter((group) => group.length > 0);
  return `"""${docstring}"""\n\n${groups.map((group) => group.join('\n')).join('\n\n')}\n\n\n${code}\n`;
}

/** Lines one level further in. */
export function indent(lines: readonly string[], levels = 1): string[] {
  return lines.map((line) => (line === '' ? '' : `${'    '.repeat(levels)}${line}`));
}
