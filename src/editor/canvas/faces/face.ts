import type { ResolvedNode } from '../../../compiler/resolved-graph.ts';

export interface FaceProps {
  readonly node: ResolvedNode;
}
