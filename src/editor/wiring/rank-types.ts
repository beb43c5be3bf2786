import type { FittingType } from './fitting-types.ts';
import type { PortUsage } from './port-usage.ts';

/** The port a wire comes from, with the type of its node. */
export interface TypedPort {
  readonly type: string;
  readonly port: string;
  readonly side: 'input' | 'output';
}

/** Fitting types, best first: what the methods put after such a port, then what they use at all, then by label. */
export function rankTypes(
  fits: readonly FittingType[],
  usage: PortUsage,
  { type, port, side }: TypedPort,
): readonly FittingType[] {
  return fits
    .map((fit) => ({
      fit,
      after: usage.score(type, port, side, fit.spec.id),
      anywhere: usage.drawings(fit.spec.id),
    }))
    .sort(
      (a, b) =>
        b.after - a.after ||
        b.anywhere - a.anywhere ||
        a.fit.spec.label.localeCompare(b.fit.spec.label, 'en'),
    )
    .map(({ fit }) => fit);
}
