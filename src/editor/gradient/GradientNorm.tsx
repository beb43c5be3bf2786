import { useStore } from 'zustand';
import { formatNumber } from '../lab/format-number.ts';
import { gradientNorms } from './gradient-norms.ts';

/** The length of the gradient that flows back along a wire, where it was measured. */
export function GradientNorm({ wire }: { readonly wire: string }) {
  const norm = useStore(gradientNorms, (norms) => norms[wire]);
  if (norm === undefined) return null;
  return (
    <span className="gradient-norm">
      <span>‖∇‖ </span>
      {formatNumber(norm)}
    </span>
  );
}
