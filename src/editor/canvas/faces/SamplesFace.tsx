import { useDrawing } from '../../editor-context.tsx';
import { SampleFigure } from '../../samples/SampleFigure.tsx';
import { useExpectedViews } from '../../samples/use-expected-views.ts';
import type { FaceProps } from './face.ts';

/** What leaves a dataset or an augmentation: a few images, with their views. */
export function SamplesFace({ node }: FaceProps) {
  const bypassed = useDrawing((drawing) => drawing.node(node.id)?.bypassed);
  const expected = useExpectedViews(node);
  if (bypassed) return null;
  return (
    <div className="face-samples">
      <SampleFigure node={node.id} expected={expected} />
    </div>
  );
}
