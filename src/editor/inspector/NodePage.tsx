import Trash from 'lucide-react/icons/trash-2';
import { compositeIdOf } from '../../document/composites.ts';
import { paramFields } from '../../spec/param.ts';
import { showCount } from '../canvas/node-facts.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { renameNode, whyNotName } from '../commands/rename-node.ts';
import { CompositeHead, CompositeSections } from '../composites/CompositePart.tsx';
import { useDrawing, useEditor, useServices } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';
import { diagnosticsIndex } from '../store/diagnostics-index.ts';
import { CategoryIcon } from '../ui/CategoryIcon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { BypassSwitch } from './BypassSwitch.tsx';
import { Diagnostics } from './Diagnostics.tsx';
import { EntryField } from './EntryField.tsx';
import { Formula } from './Formula.tsx';
import { NodeSamples } from './NodeSamples.tsx';
import { ParamRow } from './ParamRow.tsx';
import { PortList } from './PortList.tsx';
import { Section } from './Section.tsx';

const NONE: readonly never[] = [];

const FATES = {
  trained: 'trained',
  tied: 'shared with another node',
  ema: 'a moving average of another node’s',
  snapshot: 'a copy of another node’s',
  frozen: 'frozen',
  unreachable: 'no loss reaches them',
} as const;

/** The selected node: its parameters, ports, problems and what is known about its type. */
export function NodePage({ id }: { readonly id: string }) {
  const { store } = useServices();
  const node = useDrawing((drawing) => drawing.node(id));
  const resolved = useDrawing((drawing) => drawing.resolved(id));
  const diagnostics = useEditor((state) => diagnosticsIndex(state.compilation).byNode.get(id) ?? NONE);
  const parameters = useEditor((state) => state.compilation?.parameters.get(id));
  const fate = useEditor((state) => state.compilation?.gradient.weights.get(id));
  if (!node) return null;
  const spec = resolved?.spec;
  const fields = spec ? paramFields(spec.params) : NONE;
  const row = (field: (typeof fields)[number]) => {
    const schema = spec?.params.shape[field.name];
    if (!schema) return null;
    const value = node.params[field.name] ?? field.initial;
    return <ParamRow key={field.name} node={id} field={field} schema={schema} value={value} />;
  };
  const composite = compositeIdOf(node.type) !== null;
  const basic = fields.filter((field) => field.tier !== 'advanced');
  const advanced = fields.filter((field) => field.tier === 'advanced');

  return (
    <div className="page">
      <header className="page-head">
        <h2>
          <CategoryIcon type={node.type} size={16} />
          {spec?.label ?? node.type}
        </h2>
        <IconButton
          label={`Delete ${id}`}
          keys="Del"
          onClick={() => store.getState().run(deleteElements([id], []))}
        >
          <Trash size={14} aria-hidden />
        </IconButton>
        {spec && <p>{spec.summary}</p>}
      </header>
      <Diagnostics diagnostics={diagnostics} />
      <div className="param">
        <div className="param-head">
          <span className="param-label">Name</span>
        </div>
        <EntryField
          wide
          label="Name"
          value={id}
          parse={(text) => {
            const reason = whyNotName(graphOf(store.getState().content), id, text.trim());
            return reason ? { ok: false, reason } : { ok: true, value: text.trim() };
          }}
          onCommit={(name) => {
            store.getState().run(renameNode(id, name));
            store.getState().select({ nodes: [name], edges: [] });
          }}
        />
      </div>
      <BypassSwitch id={id} />
      {resolved && !node.bypassed && <NodeSamples node={resolved} />}
      {composite && <CompositeHead node={id} />}
      {basic.map(row)}
      {advanced.length > 0 && (
        <Section title="Advanced" open={false}>
          {advanced.map(row)}
        </Section>
      )}
      {composite && <CompositeSections node={id} />}
      {resolved && resolved.inputs.length + resolved.outputs.length > 0 && (
        <Section title="Ports">
          <PortList node={resolved} />
          <p className="page-note">Shapes in italics are inferred from the drawing.</p>
          {parameters !== undefined && (
            <p className="page-note">
              <em title="Inferred from the drawing">{showCount(parameters)}</em> weights
              {fate ? `: ${FATES[fate]}` : ''}
            </p>
          )}
        </Section>
      )}
      {spec?.formula && (
        <Section title="Formula">
          <Formula source={spec.formula} />
        </Section>
      )}
      {spec?.pitfalls && spec.pitfalls.length > 0 && (
        <Section title="Pitfalls">
          <ul className="page-list">
            {spec.pitfalls.map((pitfall) => (
              <li key={pitfall}>{pitfall}</li>
            ))}
          </ul>
        </Section>
      )}
      {spec?.citation && (
        <Section title="Source">
          <p className="page-text">
            {spec.citation.authors} ({spec.citation.year}).{' '}
            {spec.citation.url ? (
              <a href={spec.citation.url} target="_blank" rel="noreferrer">
                {spec.citation.title}
              </a>
            ) : (
              spec.citation.title
            )}
          </p>
        </Section>
      )}
    </div>
  );
}
