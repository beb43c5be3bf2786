import { memo, type ComponentType } from 'react';
import type { NodeSpec } from '../../../spec/node-spec.ts';
import { EmaFace } from './EmaFace.tsx';
import { EncoderFace } from './EncoderFace.tsx';
import type { FaceProps } from './face.ts';
import './faces.css';
import { LossFace } from './LossFace.tsx';
import { OptimiserFace } from './OptimiserFace.tsx';
import { QueueFace } from './QueueFace.tsx';

/** What a type's card shows beside its parameters; most show nothing. */
function faceOf({ id, optimiser }: NodeSpec): ComponentType<FaceProps> | null {
  if (optimiser) return OptimiserFace;
  if (id === 'flow.ema') return EmaFace;
  if (id === 'state.queue') return QueueFace;
  if (id.startsWith('encoder.')) return EncoderFace;
  if (id.startsWith('loss.')) return LossFace;
  return null;
}

/** The picture on a node's card: what matters about this node, where that is more than its parameters. */
export const NodeFace = memo(function NodeFace({ node }: FaceProps) {
  const Face = faceOf(node.spec);
  return Face && <Face node={node} />;
});
