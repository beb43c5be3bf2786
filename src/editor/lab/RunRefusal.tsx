import X from 'lucide-react/icons/x';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Button } from '../ui/Button.tsx';

interface RunRefusalProps {
  readonly diagnostic: Diagnostic;
  readonly onClose: () => void;
}

/** Why nothing was started; stands below the buttons until the drawing changes. */
export function RunRefusal({ diagnostic, onClose }: RunRefusalProps) {
  return (
    <div className="run-refusal" role="alert">
      <p>
        <b>This drawing cannot be trained yet.</b> {diagnostic.message}
      </p>
      <Button icon variant="quiet" aria-label="Close" onClick={onClose}>
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}
