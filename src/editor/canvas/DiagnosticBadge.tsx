import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { afterCanvas } from '../shell/after-canvas.ts';

const BadgeWithHint = afterCanvas(async () => (await import('../shell/over-canvas.ts')).BadgeWithHint);

/** A sign on a node or wire that something is wrong, as soon as the drawing stands. */
export function DiagnosticBadge({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  return <BadgeWithHint diagnostics={diagnostics} />;
}
