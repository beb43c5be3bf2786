import { Menu } from '@base-ui/react/menu';
import Plus from 'lucide-react/icons/plus';
import { planConnection } from '../canvas/connection.ts';
import { connect } from '../commands/connect.ts';
import { useDrawing, useEditor, useServices } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';
import '../shell/app-menu.css';

function Sources({ node, port }: { readonly node: string; readonly port: string }) {
  const { store, checkConnection } = useServices();
  const graph = useEditor((state) => graphOf(state.content));
  const drawing = useDrawing((now) => now);
  const plans = graph.nodes.flatMap(({ id }) =>
    (drawing.resolved(id)?.outputs ?? []).flatMap(({ name }) => {
      const ends = { source: id, sourceHandle: name, target: node, targetHandle: port };
      const plan = planConnection(graph, drawing, checkConnection, ends);
      return plan.ok ? [plan] : [];
    }),
  );
  if (plans.length === 0)
    return <p className="menu-empty">No other output of the drawing fits this input.</p>;
  return plans.map(({ wire, replaced }) => (
    <Menu.Item
      key={wire.from}
      className="menu-item"
      onClick={() => store.getState().run(connect(wire, replaced))}
    >
      <span className="menu-label">{wire.from}</span>
    </Menu.Item>
  ));
}

/** Connects an input without the pointer: a list of the outputs that fit it. */
export function ConnectMenu(props: { readonly node: string; readonly port: string; readonly label: string }) {
  return (
    <Menu.Root>
      <Menu.Trigger
        className="button ports-connect"
        data-variant="quiet"
        data-icon
        aria-label={`Connect ${props.label}`}
      >
        <Plus size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            <Sources node={props.node} port={props.port} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
