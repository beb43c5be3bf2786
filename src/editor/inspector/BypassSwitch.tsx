import { Switch } from '@base-ui/react/switch';
import { bypassNodes } from '../commands/bypass-nodes.ts';
import { useDrawing, useServices } from '../editor-context.tsx';

/** Whether training passes the node over. */
export function BypassSwitch({ id }: { readonly id: string }) {
  const { store } = useServices();
  const bypassed = useDrawing((drawing) => drawing.node(id)?.bypassed ?? false);
  return (
    <div className="param">
      <div className="param-head">
        <span className="param-label">Bypass</span>
        <Switch.Root
          className="switch"
          aria-label="Bypass"
          checked={bypassed}
          onCheckedChange={(on) => store.getState().run(bypassNodes([id], on))}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
      </div>
      {bypassed && (
        <p className="page-note">What comes in goes out unchanged, as if the node were not there.</p>
      )}
    </div>
  );
}
