import { Toolbar } from '@base-ui/react/toolbar';
import CircleSlash from 'lucide-react/icons/circle-slash';
import Group from 'lucide-react/icons/group';
import Ungroup from 'lucide-react/icons/ungroup';
import { useKeysOf } from '../actions/actions-context.tsx';
import { bypassNodes } from '../commands/bypass-nodes.ts';
import { useDrawing, useEditor, useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';
import { ArrangeMenu } from './ArrangeMenu.tsx';
import { canUnpack, packSelection, unpackSelection } from './packing-actions.ts';
import './selection-toolbar.css';

/** What can be done to several selected nodes at once: one node of them, an order among them; several of one. */
export function SelectionToolbar() {
  const services = useServices();
  const nodes = useEditor((state) => state.selection.nodes);
  const composite = useEditor(canUnpack);
  const bypassed = useDrawing((drawing) => nodes.every((id) => drawing.node(id)?.bypassed));
  const packKeys = useKeysOf('arrange.pack');
  const unpackKeys = useKeysOf('arrange.unpack');
  if (nodes.length < 2 && !composite) return null;
  return (
    <Toolbar.Root className="selection-toolbar" aria-label="Selected nodes">
      {nodes.length > 1 ? (
        <>
          <span className="selection-count">{nodes.length} nodes</span>
          <Toolbar.Button render={<Button variant="quiet" />} onClick={() => void packSelection(services)}>
            <Group size={14} aria-hidden />
            Make one node
            {packKeys && <kbd>{packKeys}</kbd>}
          </Toolbar.Button>
          <ArrangeMenu trigger={<Toolbar.Button render={<Button variant="quiet" />} />} />
          <Toolbar.Button
            render={<Button variant="quiet" />}
            aria-pressed={bypassed}
            onClick={() => services.store.getState().run(bypassNodes(nodes, !bypassed))}
          >
            <CircleSlash size={14} aria-hidden />
            Bypass
          </Toolbar.Button>
        </>
      ) : (
        <Toolbar.Button render={<Button variant="quiet" />} onClick={() => void unpackSelection(services)}>
          <Ungroup size={14} aria-hidden />
          Unpack
          {unpackKeys && <kbd>{unpackKeys}</kbd>}
        </Toolbar.Button>
      )}
    </Toolbar.Root>
  );
}
