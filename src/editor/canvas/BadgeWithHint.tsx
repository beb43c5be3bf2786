import Info from 'lucide-react/icons/info';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Hint } from '../ui/Hint.tsx';

/** A sign on a node or wire that something is wrong; says what on hover and focus. */
export function BadgeWithHint({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const severities = ['error', 'warning', 'info'] as const;
  const worst = severities.find((severity) => diagnostics.some((d) => d.severity === severity)) ?? 'info';
  const Icon = worst === 'info' ? Info : TriangleAlert;
  const messages = diagnostics.map(({ message }) => message);
  return (
    <Hint
      side="top"
      text={
        <ul className="card-badge-messages">
          {messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      }
    >
      <button
        type="button"
        className="card-badge nodrag"
        data-severity={worst}
        aria-label={`${worst}: ${messages.join(' ')}`}
      >
        <Icon size={13} aria-hidden />
      </button>
    </Hint>
  );
}
