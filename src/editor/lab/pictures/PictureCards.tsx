import type { RunState } from '../../../runtime/run-state.ts';
import { SimilarityCard } from './SimilarityCard.tsx';
import { SpectrumCard } from './SpectrumCard.tsx';

interface PictureCardsProps {
  readonly run: RunState;
  readonly nodeTitle: (node: string) => string;
}

/** What probes of a run show besides curves; nothing before they have looked. */
export function PictureCards({ run, nodeTitle }: PictureCardsProps) {
  const shown = Object.entries(run.probes).filter(([, { pictures }]) => pictures.length > 0);
  return shown.map(([node, { pictures }]) => {
    const of = shown.length > 1 ? ` of ${nodeTitle(node)}` : '';
    return [
      <SpectrumCard key={`${node} spectrum`} title={`spectrum${of}`} pictures={pictures} />,
      <SimilarityCard key={`${node} similarity`} title={`similarity${of}`} pictures={pictures} />,
    ];
  });
}
