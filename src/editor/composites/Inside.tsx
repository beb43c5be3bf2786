import { Switch } from '@base-ui/react/switch';
import { useMemo } from 'react';
import { withComposites } from '../../compiler/composite-registry.ts';
import { resolve } from '../../compiler/resolve.ts';
import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import type { Composite } from '../../document/schema.ts';
import { paramFields } from '../../spec/param.ts';
import { hideParam, hidePort, showParam, showPort } from '../commands/edit-composite.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { Section } from '../inspector/Section.tsx';
import { CategoryIcon } from '../ui/CategoryIcon.tsx';

interface ChoiceProps {
  readonly label: string;
  readonly sort: 'parameter' | 'in' | 'out';
  readonly node: string;
  readonly shown: boolean;
  readonly onChange: (shown: boolean) => void;
}

function ShownSwitch({ label, sort, node, shown, onChange }: ChoiceProps) {
  return (
    <li className="inside-row">
      <span className="inside-label">{label}</span>
      <span className="inside-sort">{sort === 'parameter' ? '' : sort}</span>
      <Switch.Root
        className="switch"
        aria-label={`Show ${sort} ${label} of ${node}`}
        checked={shown}
        onCheckedChange={onChange}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </li>
  );
}

/** The nodes a composite node is made of; which of their params and free ports are its own. */
export function Inside({ id, composite }: { readonly id: string; readonly composite: Composite }) {
  const { registry } = useServices();
  const composites = useEditor((state) => state.content.document.composites);
  const nodes = useMemo(
    () => resolve(composite.graph, withComposites(registry, composites)).graph.nodes,
    [composite, registry, composites],
  );
  if (composite.graph.nodes.length === 0) return <p className="page-text">There is nothing inside.</p>;
  return composite.graph.nodes.map((node) => {
    const resolved = nodes.get(node.id);
    const label = resolved?.spec.label ?? node.type;
    return (
      <Section
        key={node.id}
        title={
          <span className="inside-title">
            <CategoryIcon type={node.type} size={13} />
            {label}
            {node.id !== label.toLowerCase() && <span className="inside-id">{node.id}</span>}
          </span>
        }
        open={false}
      >
        {resolved && <InnerNode id={id} composite={composite} node={resolved} />}
      </Section>
    );
  });
}

function InnerNode(props: { id: string; composite: Composite; node: ResolvedNode }) {
  const { id, composite, node } = props;
  const { run } = useServices().store.getState();
  const { inputs, outputs, params, graph } = composite;
  const free = node.inputs.filter(
    (port) => port.multiple || !graph.edges.some(({ to }) => to === `${node.id}.${port.name}`),
  );
  const rows: (Omit<ChoiceProps, 'shown' | 'onChange'> & {
    key: string;
    name: string | undefined;
    show: () => void;
    hide: (name: string) => void;
  })[] = [
    ...paramFields(node.spec.params).map((field) => ({
      key: `param ${field.name}`,
      label: field.label,
      sort: 'parameter' as const,
      node: node.id,
      name: params.find((shown) => shown.node === node.id && shown.param === field.name)?.name,
      show: () => run(showParam(id, node.id, field.name, field.label)),
      hide: (name: string) => run(hideParam(id, name)),
    })),
    ...free.map((port) => ({
      key: `in ${port.name}`,
      label: port.label,
      sort: 'in' as const,
      node: node.id,
      name: inputs.find(({ to }) => to.includes(`${node.id}.${port.name}`))?.name,
      show: () => run(showPort(id, 'inputs', node.id, port)),
      hide: (name: string) => run(hidePort(id, 'inputs', name)),
    })),
    ...node.outputs.map((port) => ({
      key: `out ${port.name}`,
      label: port.label,
      sort: 'out' as const,
      node: node.id,
      name: outputs.find(({ from }) => from === `${node.id}.${port.name}`)?.name,
      show: () => run(showPort(id, 'outputs', node.id, port)),
      hide: (name: string) => run(hidePort(id, 'outputs', name)),
    })),
  ];
  return (
    <ul className="inside-rows">
      {rows.map(({ key, name, show, hide, ...row }) => (
        <ShownSwitch
          key={key}
          {...row}
          shown={name !== undefined}
          onChange={(shown) => {
            if (shown) show();
            else if (name !== undefined) hide(name);
          }}
        />
      ))}
    </ul>
  );
}
