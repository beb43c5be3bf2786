import type { ResolvedNode } from '../../../compiler/resolve.ts';

export interface FaceProps {
  readonly node: ResolvedNode;
}
