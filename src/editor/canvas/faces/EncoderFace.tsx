import { useEditor } from '../../editor-context.tsx';
import { encoderStages } from './encoder-stages.ts';
import type { FaceProps } from './face.ts';

const HEIGHT = 22;

/** An encoder's stages: a bar for each resolution, as high as the map and labelled with its channels. */
export function EncoderFace({ node }: FaceProps) {
  const stages = useEditor(({ compilation }) =>
    compilation?.program ? encoderStages(compilation.program).get(node.id) : undefined,
  );
  if (!stages || stages.length === 0) return null;
  const most = Math.max(...stages.map(([height]) => height));
  const text = stages.map(([height, width, channels]) => `${height}×${width}×${channels}`).join(', ');
  return (
    <figure className="face-stages" role="img" aria-label={`Stages: ${text}`} title={`Stages: ${text}`}>
      {stages.map(([height, width, channels]) => (
        <div key={height}>
          <i style={{ height: Math.max(3, HEIGHT * Math.sqrt(height / most)) }} />
          <b>{channels}</b>
          <span>{height === width ? `${height}²` : `${height}×${width}`}</span>
        </div>
      ))}
    </figure>
  );
}
