import Group from 'lucide-react/icons/group';
import Ungroup from 'lucide-react/icons/ungroup';
import { compositeIdOf } from '../../document/composites.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { withCommand } from '../shell/keys.ts';
import { graphOf } from '../store/content.ts';
import { Button } from '../ui/Button.tsx';
import { packSelection, unpackSelection } from './packing-actions.ts';
import './selection-toolbar.css';

/** What can be made of the selected nodes: one node of several, several of one. */
export function SelectionToolbar() {
  const services = useServices();
  const count = useEditor((state) => state.selection.nodes.length);
  const composite = useEditor(({ content, selection }) => {
    const node = graphOf(content).nodes.find(({ id }) => id === selection.nodes[0]);
    return selection.nodes.length === 1 && node !== undefined && compositeIdOf(node.type) !== null;
  });
  if (count < 2 && !composite) return null;
  return (
    <div className="selection-toolbar" role="toolbar" aria-label="Selected nodes">
      {count > 1 ? (
        <>
          <span className="selection-count">{count} nodes</span>
          <Button variant="quiet" onClick={() => packSelection(services)}>
            <Group size={14} aria-hidden />
            Make one node
            <kbd>{withCommand('G')}</kbd>
          </Button>
        </>
      ) : (
        <Button variant="quiet" onClick={() => unpackSelection(services)}>
          <Ungroup size={14} aria-hidden />
          Unpack
          <kbd>{withCommand('Shift+G')}</kbd>
        </Button>
      )}
    </div>
  );
}
