import type { WeightsFate } from '../../compiler/compilation.ts';
import { useEditor } from '../editor-context.tsx';
import './gradient.css';
import { FATE_NAMES } from './fate-names.ts';

/** What becomes of a node's weights, above its card while the flow of gradient is shown. */
export function FateMark({ id }: { readonly id: string }) {
  const fate: WeightsFate | undefined = useEditor((state) => state.compilation?.gradient.weights.get(id));
  if (!fate) return null;
  return (
    <span className="fate-mark" data-fate={fate}>
      {FATE_NAMES[fate]}
    </span>
  );
}
