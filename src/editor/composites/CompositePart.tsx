import Ungroup from 'lucide-react/icons/ungroup';
import { compositeIdOf, compositeType } from '../../document/composites.ts';
import { compositeUses } from '../commands/composite-uses.ts';
import { describeComposite, relabel, type Part } from '../commands/edit-composite.ts';
import { whyNotUnpack } from '../commands/unpack-node.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { EntryField } from '../inspector/EntryField.tsx';
import type { Entry } from '../inspector/parse-entry.ts';
import { Section } from '../inspector/Section.tsx';
import { withCommand } from '../shell/keys.ts';
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

const SIDES = { inputs: 'in', outputs: 'out', params: 'parameter' } as const;

/** What only composite nodes have: a title, names of ports and params, what is inside, and a way to unpack them. */
export function CompositePart({ node }: { readonly node: string }) {
  const { store } = useServices();
  const id = useEditor(({ content }) => {
    const found = graphOf(content).nodes.find((other) => other.id === node);
    return found ? compositeIdOf(found.type) : null;
  });
  const composite = useEditor(({ content }) => content.document.composites[id ?? '']);
  const uses = useEditor(({ content }) => compositeUses(content.document, compositeType(id ?? '')));
  const obstacle = useEditor(({ content }) => whyNotUnpack(content, node));
  if (id === null || !composite) return null;
  const { run, endGesture } = store.getState();
  const named = (['params', 'inputs', 'outputs'] as const).flatMap((part: Part) =>
    composite[part].map(({ name, label }) => ({ part, name, label })),
  );
  return (
    <>
      <div className="param">
        <div className="param-head">
          <span className="param-label">Title</span>
        </div>
        <EntryField
          wide
          label="Title"
          value={composite.title}
          parse={parseLabel}
          onCommit={(title) => {
            run(describeComposite(id, 'title', title));
            endGesture();
          }}
        />
      </div>
      <Button disabled={obstacle !== null} onClick={() => unpackSelection({ store })}>
        <Ungroup size={14} aria-hidden />
        Unpack
        <kbd className="composite-keys">{withCommand('Shift+G')}</kbd>
      </Button>
      {obstacle !== null && <p className="page-text">{obstacle}</p>}
      {uses > 1 && (
        <p className="page-text">
          {uses} nodes are of this type: what is changed below and in the title changes in all of them.
        </p>
      )}
      <Section title="Inside">
        <p className="page-note">Choose what the node shows of what it is made of.</p>
        <Inside id={id} composite={composite} />
      </Section>
      {named.length > 0 && (
        <Section title="Names" open={false}>
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
