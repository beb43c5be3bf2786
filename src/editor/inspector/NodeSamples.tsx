import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import { SampleFigure } from '../samples/SampleFigure.tsx';
import { useExpectedViews } from '../samples/use-expected-views.ts';
import { Section } from './Section.tsx';

/** The images that leave the selected node, larger than its card has room for. */
export function NodeSamples({ node }: { readonly node: ResolvedNode }) {
  const expected = useExpectedViews(node);
  if (!node.outputs.some(({ kind }) => kind === 'images')) return null;
  return (
    <Section title="Samples">
      <SampleFigure node={node.id} expected={expected} />
    </Section>
  );
}
