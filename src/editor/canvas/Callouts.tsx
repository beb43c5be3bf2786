import { Toast } from '@base-ui/react/toast';
import { useEffect } from 'react';
import { Button } from '../ui/Button.tsx';
import { calloutList, type CalloutData } from './callout-list.ts';
import { calloutsAreShown } from './callouts.ts';
import './callouts.css';

function List() {
  const { toasts } = Toast.useToastManager<CalloutData>();
  return toasts.map((toast) => (
    <Toast.Positioner key={toast.id} toast={toast} className="callout-layer">
      <Toast.Root toast={toast} className="callout" data-sort={toast.type}>
        <Toast.Content>
          <Toast.Description />
          {toast.data && toast.data.actions.length > 0 && (
            <div className="callout-actions">
              {toast.data.actions.map(({ title, apply }) => (
                <Button key={title} onClick={apply}>
                  {title}
                </Button>
              ))}
            </div>
          )}
        </Toast.Content>
      </Toast.Root>
    </Toast.Positioner>
  ));
}

/** Shows the callouts of the canvas. */
export function Callouts() {
  // after the provider's own effect, by which it hears of callouts
  useEffect(calloutsAreShown, []);
  return (
    <Toast.Provider toastManager={calloutList}>
      <Toast.Portal>
        <Toast.Viewport>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
