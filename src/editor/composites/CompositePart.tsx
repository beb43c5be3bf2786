import Ungroup from 'lucide-react/icons/ungroup';
import { compositeIdOf, compositeType } from '../../document/composites.ts';
import type { Composite } from '../../document/schema.ts';
import { compositeUses } from '../commands/composite-uses.ts';
import { describeComposite, relabel } from '../commands/edit-composite.ts';
import { whyNotUnpack } from '../commands/unpack-node.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { EntryField } from '../inspector/EntryField.tsx';
import type { Entry } from '../inspector/parse-entry.ts';
import { Section } from '../inspector/Section.tsx';
import { useKeysOf } from '../actions/actions-context.tsx';
import { graphOf } from '../store/content.ts';
import { Button } from '../ui/Button.tsx';
import './composite-part.css';
import { Inside } from './Inside.tsx';
import { unpackSelection } from './packing-actions.ts';

function parseLabel(text: string): Entry<string> {
  const label = text.trim();
  if (label === '') return { ok: false, reason: 'It needs a name.' };
  return label.length > 200
    ? { ok: false, reason: 'It has at most 200 letters.' }
    : { ok: true, value: label };
}

const PARTS = ['params', 'inputs', 'outputs'] as const;
const SIDES = { inputs: 'in', outputs: 'out', params: 'parameter' } as const;

/** The composite a node on the canvas stands for, with its id. */
function useComposite(node: string): { id: string; composite: Composite } | null {
  const id = useEditor(({ content }) => {
    const found = graphOf(content).nodes.find((other) => other.id === node);
    return found ? compositeIdOf(found.type) : null;
  });
  const composite = useEditor(({ content }) => content.document.composites[id ?? '']);
  return id !== null && composite ? { id, composite } : null;
}

/** The title of a composite node, and a way to unpack it. */
export function CompositeHead({ node }: { readonly node: string }) {
  const { store } = useServices();
  const found = useComposite(node);
  const obstacle = useEditor(({ content }) => whyNotUnpack(content, node));
  const unpackKeys = useKeysOf('arrange.unpack');
  if (!found) return null;
  const { run, endGesture } = store.getState();
  return (
    <>
      <div className="param">
        <div className="param-head">
          <span className="param-label">Title</span>
        </div>
        <EntryField
          wide
          label="Title"
          value={found.composite.title}
          parse={parseLabel}
          onCommit={(title) => {
            run(describeComposite(found.id, 'title', title));
            endGesture();
          }}
        />
      </div>
      <Button disabled={obstacle !== null} onClick={() => void unpackSelection({ store })}>
        <Ungroup size={14} aria-hidden />
        Unpack
        {unpackKeys && <kbd className="composite-keys">{unpackKeys}</kbd>}
      </Button>
      {obstacle !== null && <p className="page-text">{obstacle}</p>}
    </>
  );
}

/** What a composite node is made of and shows of it, and what that is called. */
export function CompositeSections({ node }: { readonly node: string }) {
  const { run } = useServices().store.getState();
  const found = useComposite(node);
  const uses = useEditor(({ content }) =>
    found ? compositeUses(content.document, compositeType(found.id)) : 0,
  );
  if (!found) return null;
  const { id, composite } = found;
  const named = PARTS.flatMap((part) => composite[part].map(({ name, label }) => ({ part, name, label })));
  return (
    <>
      <Section title="Inside">
        <p className="page-text">
          Choose what the node shows of what it is made of.
          {uses > 1 && ` ${uses} nodes are of this type: what is changed here changes in all of them.`}
        </p>
        <Inside id={id} composite={composite} />
      </Section>
      {named.length > 0 && (
        <Section title="Names of what is shown" open={false}>
          {named.map(({ part, name, label }) => (
            <div className="composite-name" key={`${part} ${name}`}>
              <span>{SIDES[part]}</span>
              <EntryField
                wide
                label={`Name of ${SIDES[part]} ${name}`}
                value={label}
                parse={parseLabel}
                onCommit={(text) => run(relabel(id, part, name, text))}
              />
            </div>
          ))}
        </Section>
      )}
    </>
  );
}
