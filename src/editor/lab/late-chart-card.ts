import { lazy } from 'react';

/** A chart, whose code is fetched when there is the first one to draw. */
export const LateChartCard = lazy(() =>
  import('./ChartCard.tsx').then(({ ChartCard }) => ({ default: ChartCard })),
);
