import type { Summary } from '../../../workers/protocol.ts';
import { formatCount, formatNumber } from '../lab/format-number.ts';

/** A tensor's statistics as they stand under its picture; the last line, where there is one, is a warning. */
export function summaryLines(summary: Summary): readonly { readonly text: string; readonly bad?: true }[] {
  const { min, mean, max, std, norm, zeros, notFinite, preview, dtype } = summary;
  const bad =
    notFinite > 0 ? [{ text: `not finite ${formatNumber(notFinite, 'percent')}`, bad: true as const }] : [];
  if (preview.kind === 'scalar') return bad;
  if (dtype === 'int32') return [{ text: `${formatCount(min)} … ${formatCount(max)}` }];
  const range = `${formatNumber(min)} … ${formatNumber(max)}`;
  const none = zeros > 0 ? ` · zeros ${formatNumber(zeros, 'percent')}` : '';
  return [
    { text: `${formatNumber(mean)} ± ${formatNumber(std)} · ‖x‖ ${formatNumber(norm)}` },
    { text: `${range}${none}` },
    ...bad,
  ];
}
