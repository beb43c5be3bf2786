import Group from 'lucide-react/icons/group';
import Ungroup from 'lucide-react/icons/ungroup';
import { useEditor, useServices } from '../editor-context.tsx';
import { useKeysOf } from '../actions/actions-context.tsx';
import { Button } from '../ui/Button.tsx';
import { canUnpack, packSelection, unpackSelection } from './packing-actions.ts';
import './selection-toolbar.css';

/** What can be made of the selected nodes: one node of several, several of one. */
export function SelectionToolbar() {
  const services = useServices();
  const count = useEditor((state) => state.selection.nodes.length);
  const composite = useEditor(canUnpack);
  const packKeys = useKeysOf('arrange.pack');
  const unpackKeys = useKeysOf('arrange.unpack');
  if (count < 2 && !composite) return null;
  return (
    <div className="selection-toolbar" role="toolbar" aria-label="Selected nodes">
      {count > 1 ? (
        <>
          <span className="selection-count">{count} nodes</span>
          <Button variant="quiet" onClick={() => packSelection(services)}>
            <Group size={14} aria-hidden />
            Make one node
            {packKeys && <kbd>{packKeys}</kbd>}
          </Button>
        </>
      ) : (
        <Button variant="quiet" onClick={() => unpackSelection(services)}>
          <Ungroup size={14} aria-hidden />
          Unpack
          {unpackKeys && <kbd>{unpackKeys}</kbd>}
        </Button>
      )}
    </div>
  );
}
