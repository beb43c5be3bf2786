import { Toast } from '@base-ui/react/toast';
import { callouts } from './callouts.ts';
import './callouts.css';

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Positioner key={toast.id} toast={toast} className="callout-layer">
      <Toast.Root toast={toast} className="callout">
        <Toast.Content>
          <Toast.Description />
          {toast.actionProps && <Toast.Action className="button" />}
        </Toast.Content>
      </Toast.Root>
    </Toast.Positioner>
  ));
}

/** Shows the callouts of the canvas. */
export function Callouts() {
  return (
    <Toast.Provider toastManager={callouts}>
      <Toast.Portal>
        <Toast.Viewport>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
