import type { Compilation } from '../../compiler/compilation.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { zeros } from '../../ir/initializer.ts';
import type { Program } from '../../ir/program.ts';

/** A program with one weight; `batchSize` stands for whatever a person may change. */
export function tinyProgram({ steps = 100, batchSize = 8, width = 2 } = {}): Program {
  const weight = {
    id: 'encoder.kernel',
    node: 'encoder',
    name: 'kernel',
    shape: [width],
    initializer: zeros,
    role: 'trained',
    decay: true,
  } as const;
  return {
    format: 'unlabel-program/1',
    dataset: 'emoji',
    batchSize,
    steps,
    weights: [weight],
    states: [],
    step: { feeds: [], operations: [] },
    losses: [],
    gradients: [],
    commits: [],
    probes: [],
    wires: [],
  };
}

export function compilationOf(program: Program | null, diagnostics: readonly Diagnostic[] = []): Compilation {
  const gradient = { edges: new Map(), weights: new Map() };
  return { diagnostics, wires: new Map(), gradient, parameters: new Map(), program };
}
