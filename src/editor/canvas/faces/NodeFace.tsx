import { memo, type ComponentType } from 'react';
import type { ResolvedNode } from '../../../compiler/resolved-graph.ts';
import { EmaFace } from './EmaFace.tsx';
import { EncoderFace } from './EncoderFace.tsx';
import type { FaceProps } from './face.ts';
import './faces.css';
import { LossFace } from './LossFace.tsx';
import { OptimiserFace } from './OptimiserFace.tsx';
import { QueueFace } from './QueueFace.tsx';
import { SamplesFace } from './SamplesFace.tsx';

/** What a node's card shows beside its parameters; most show nothing. */
function faceOf({ spec: { id, optimiser }, outputs }: ResolvedNode): ComponentType<FaceProps> | null {
  if (optimiser) return OptimiserFace;
  if (id === 'flow.ema') return EmaFace;
  if (id === 'state.queue') return QueueFace;
  if (id.startsWith('encoder.')) return EncoderFace;
  if (id.startsWith('loss.')) return LossFace;
  // data, augmentations, and composite nodes that hand out what is inside
  if (outputs.some(({ kind }) => kind === 'images')) return SamplesFace;
  return null;
}

/** The picture on a node's card: what matters about this node, where that is more than its parameters. */
export const NodeFace = memo(function NodeFace({ node }: FaceProps) {
  const Face = faceOf(node);
  return Face && <Face node={node} />;
});
