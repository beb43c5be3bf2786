import type { Wire } from '../../ir/program.ts';

/**
 * A wire's shape as people say it: `2×128 · 64` for two views of 128 images with 64 numbers each, `scalar` for a loss.
 * Null for weights and for shapes that are not known.
 */
export function wireLabel(wire: Wire | undefined): string | null {
  if (!wire || wire.kind === 'weights') return null;
  const [rows, ...rest] = wire.shape;
  if (rows === undefined) return 'scalar';
  const batch = wire.views > 1 ? `${wire.views}×${rows / wire.views}` : `${rows}`;
  return rest.length === 0 ? batch : `${batch} · ${rest.join('×')}`;
}
