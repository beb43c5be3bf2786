import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import { edgeId } from '../../document/schema.ts';
import { PORT_KINDS } from '../../spec/port.ts';
import { wireLabel } from '../canvas/wire-label.ts';
import { ConnectMenu } from './ConnectMenu.tsx';
import { useDrawing, useEditor } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';

/** A node's inputs and outputs with what is on them: kind, shape, and where it comes from or goes to. */
export function PortList({ node }: { readonly node: ResolvedNode }) {
  const edges = useEditor((state) => graphOf(state.content).edges);
  const wires = useEditor((state) => state.compilation?.wires);
  const kindOf = useDrawing((drawing) => drawing.kind);
  const rows = [
    ...node.inputs.map((port) => {
      const endpoint = `${node.id}.${port.name}`;
      const on = edges.filter((edge) => edge.to === endpoint);
      const kind = on[0] ? kindOf(on[0].from) : port.kinds[0];
      return { key: `in ${port.name}`, side: 'in', port, kind, on, others: on.map((edge) => edge.from) };
    }),
    ...node.outputs.map((port) => {
      const endpoint = `${node.id}.${port.name}`;
      const on = edges.filter((edge) => edge.from === endpoint);
      return {
        key: `out ${port.name}`,
        side: 'out',
        port,
        kind: kindOf(endpoint),
        on,
        others: on.map((edge) => edge.to),
      };
    }),
  ];
  return (
    <ul className="ports" aria-label="Ports">
      {rows.map(({ key, side, port, kind, on, others }) => (
        <li key={key} title={`${port.summary}${kind ? ` Carries ${PORT_KINDS[kind].label}.` : ''}`}>
          <span className="ports-kind" data-kind={kind ?? 'any'} aria-hidden />
          <span className="ports-name">{port.label}</span>
          <span className="ports-shape" title="Inferred from the drawing">
            {on[0] && wireLabel(wires?.get(edgeId(on[0])))}
          </span>
          {side === 'in' && <ConnectMenu node={node.id} port={port.name} label={port.label} />}
          <span className="ports-other">
            {on.length === 0
              ? 'optional' in port && port.optional
                ? `${side}, optional`
                : `${side}, not connected`
              : `${side === 'in' ? 'from' : 'to'} ${others.join(', ')}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
