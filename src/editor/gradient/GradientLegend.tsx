import X from 'lucide-react/icons/x';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { GradientFlow } from '../../compiler/compilation.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import './gradient-legend.css';
import { followNorms } from './follow-norms.ts';
import { gradientNorms } from './gradient-norms.ts';
import { gradientView, toggleGradientView } from './gradient-view.ts';

const FLOWS: readonly (readonly [GradientFlow, string])[] = [
  ['gradient', 'gradient flows back'],
  ['cut', 'gradient is cut here'],
  ['forward', 'forward only'],
];

/** What the lines mean while the flow of gradient is shown. */
export function GradientLegend() {
  const shown = useStore(gradientView, (state) => state.shown);
  const known = useEditor((state) => (state.compilation?.gradient.edges.size ?? 0) > 0);
  const services = useServices();
  useEffect(() => (shown ? followNorms(services) : undefined), [shown, services]);
  const measured = useStore(gradientNorms, (norms) => Object.keys(norms).length > 0);
  if (!shown) return null;
  return (
    <aside className="gradient-legend" aria-label="Gradient flow">
      {known ? (
        <ul>
          {FLOWS.map(([flow, text]) => (
            <li key={flow}>
              <svg width={34} height={8} aria-hidden>
                <line x1={1} y1={4} x2={33} y2={4} className="wire" data-flow={flow} />
              </svg>
              {text}
            </li>
          ))}
          {measured && <li>‖∇‖ measured length of the gradient</li>}
        </ul>
      ) : (
        <p>Where gradient flows is known once the drawing has no errors.</p>
      )}
      <IconButton label="Hide gradient flow" aria-label="Hide gradient flow" onClick={toggleGradientView}>
        <X size={13} aria-hidden />
      </IconButton>
    </aside>
  );
}
