import { useUpdateNodeInternals } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useDrawing, useEditor } from '../editor-context.tsx';
import { diagnosticsIndex, worstOf } from '../store/diagnostics-index.ts';
import { termStore } from '../formula/term-store.ts';
import { CategoryIcon } from '../ui/CategoryIcon.tsx';
import { BypassMark } from './BypassMark.tsx';
import { DiagnosticBadge } from './DiagnosticBadge.tsx';
import { FateMark } from '../gradient/FateMark.tsx';
import { FarTitle } from './FarTitle.tsx';
import { NodeFace } from './faces/NodeFace.tsx';
import { nodeFacts } from './node-facts.ts';
import { PortHandle } from './PortHandle.tsx';
import './node-card.css';

const NONE: readonly never[] = [];

interface FullCardProps {
  readonly id: string;
  readonly selected: boolean;
}

/** A node on the canvas, drawn from its spec: title, ports, a few parameters, and what is wrong with it. */
export function FullCard({ id, selected }: FullCardProps) {
  const node = useDrawing((drawing) => drawing.node(id));
  const resolved = useDrawing((drawing) => drawing.resolved(id));
  const hasTwins = useDrawing((drawing) => drawing.hasTwins(id));
  const kinds = useDrawing((drawing) =>
    (resolved?.outputs ?? NONE).map(({ name }) => drawing.kind(`${id}.${name}`) ?? '').join(),
  ).split(',');
  const free = useDrawing((drawing) =>
    (resolved?.inputs ?? NONE).map(({ name }) => (drawing.taken.has(`${id}.${name}`) ? '' : name)).join(),
  ).split(',');
  const diagnostics = useEditor((state) => diagnosticsIndex(state.compilation).byNode.get(id) ?? NONE);
  const parameters = useEditor((state) => state.compilation?.parameters.get(id));

  const pointedAt = useStore(termStore, (state) => state.node === id);

  const ports = resolved ? [...resolved.inputs, ...resolved.outputs].map(({ name }) => name).join() : '';
  const updateInternals = useUpdateNodeInternals();
  // React Flow measures a new card by itself, all new ones at once; each call looks at everything on the canvas
  const measured = useRef(ports);
  useEffect(() => {
    if (measured.current === ports) return;
    measured.current = ports;
    updateInternals(id);
  }, [id, ports, updateInternals]);

  if (!node) return null;
  const type = node.type;
  const label = resolved?.spec.label ?? type;
  const worst = worstOf(diagnostics);
  const inputs = resolved?.inputs ?? NONE;
  const outputs = (resolved?.outputs ?? NONE).map((port, i) => ({ port, kind: kinds[i] || undefined }));
  const isWeights = (port: (typeof inputs)[number]) => port.kinds.includes('weights');
  const handle = (port: (typeof inputs)[number]) => (
    <PortHandle
      key={port.name}
      node={id}
      side="input"
      name={port.name}
      label={port.label}
      kind={port.kinds[0]}
      summary={port.summary}
      missing={!port.optional && free.includes(port.name)}
    />
  );

  return (
    <div
      className="card"
      data-testid={`node-${id}`}
      data-selected={selected || undefined}
      data-worst={worst}
      data-bypassed={node.bypassed}
      data-pointed-at={pointedAt || undefined}
      data-category={type.slice(0, type.indexOf('.'))}
    >
      {inputs.filter(isWeights).map(handle)}
      <header className="card-head">
        <CategoryIcon type={type} />
        <span className="card-title" title={resolved?.spec.summary}>
          {label}
        </span>
        {node.bypassed && <BypassMark id={id} />}
        {diagnostics.length > 0 && <DiagnosticBadge diagnostics={diagnostics} />}
        {id !== label.toLowerCase() && <span className="card-id">{id}</span>}
      </header>
      <FateMark id={id} />
      <FarTitle id={id} label={label} hasTwins={hasTwins} />
      <div className="card-ports">
        <ul>
          {inputs
            .filter((port) => !isWeights(port))
            .map((port) => (
              <li key={port.name} data-optional={port.optional || undefined}>
                {handle(port)}
                <span>{port.label}</span>
              </li>
            ))}
        </ul>
        <ul>
          {outputs
            .filter(({ kind }) => kind !== 'weights')
            .map(({ port, kind }) => (
              <li key={port.name}>
                <span>{port.label}</span>
                <PortHandle
                  node={id}
                  side="output"
                  name={port.name}
                  label={port.label}
                  kind={kind as (typeof inputs)[number]['kinds'][number] | undefined}
                  summary={port.summary}
                  missing={false}
                />
              </li>
            ))}
        </ul>
      </div>
      {resolved && (
        <dl className="card-facts">
          {nodeFacts(resolved, parameters).map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {resolved && <NodeFace node={resolved} />}
      {outputs
        .filter(({ kind }) => kind === 'weights')
        .map(({ port }) => (
          <PortHandle
            key={port.name}
            node={id}
            side="output"
            name={port.name}
            label={port.label}
            kind="weights"
            summary={port.summary}
            missing={false}
          />
        ))}
    </div>
  );
}
