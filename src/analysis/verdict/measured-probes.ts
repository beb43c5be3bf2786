import type { Probe, Program } from '../../ir/program.ts';

/** What a verdict looks at: the first probe of each kind. */
export function measuredProbes({ probes }: Program): {
  readonly embedding: Probe | undefined;
  readonly distribution: Probe | undefined;
  readonly retrieval: Probe | undefined;
} {
  const first = (measurement: string) => probes.find((probe) => probe.measurement === measurement);
  return {
    embedding: first('embedding'),
    distribution: first('distribution'),
    retrieval: first('retrieval'),
  };
}

/** Rows × columns of what a batch probe looks at; 0 × 0 where there is none. */
export function sizeOfEmbedding(
  { step }: Program,
  probe: Probe | undefined,
): { readonly rows: number; readonly dimension: number } {
  const value = probe?.source.kind === 'batch' ? probe.source.values[0]?.value : undefined;
  for (const { outputs, types } of step.operations) {
    const index = outputs.findIndex((id) => id === value);
    const [rows, dimension] = types[index]?.shape ?? [];
    if (rows !== undefined && dimension !== undefined) return { rows, dimension };
  }
  return { rows: 0, dimension: 0 };
}
