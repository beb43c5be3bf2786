import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { applyFix } from '../commands/apply-fix.ts';
import { useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';

/** What is wrong, with a button where it can be mended at once. */
export function Diagnostics({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const { store, registry } = useServices();
  if (diagnostics.length === 0) return null;
  return (
    <ul className="diagnostics" aria-label="Problems of this node">
      {diagnostics.map(({ code, severity, message, fix }) => (
        <li key={`${code} ${message}`} data-severity={severity}>
          <TriangleAlert size={13} aria-hidden />
          <span>{message}</span>
          {fix && (
            <Button
              onClick={() => {
                const command = applyFix(store.getState().content, registry, fix);
                if (command) store.getState().run(command);
              }}
            >
              {fix.title}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
