import type { Representation } from '../../../workers/protocol.ts';
import { csv } from '../../base/csv.ts';
import { escapeXml } from '../../base/escape-xml.ts';
import { formatNumber } from '../lab/format-number.ts';

type Readout = Representation['readouts'][number];

/** What a linear map reads of one label. */
export interface ReadLabel extends Readout {
  /** The untrained encoder's; null where it was not read. */
  readonly untrained: number | null;
}

/** Labels that were read off the trained encoder, beside the untrained one. */
export function readLabels(
  trained: Pick<Representation, 'readouts'>,
  untrained: Pick<Representation, 'readouts'>,
): readonly ReadLabel[] {
  const before = new Map(untrained.readouts.map(({ label, accuracy }) => [label, accuracy]));
  return trained.readouts.map((readout) => ({ ...readout, untrained: before.get(readout.label) ?? null }));
}

export function readoutCsv(labels: readonly ReadLabel[]): string {
  const rows = labels.map(({ label, accuracy, untrained, chance }) => [
    label,
    accuracy,
    untrained ?? '',
    chance,
  ]);
  return csv([['label', 'trained', 'untrained', 'guess'], ...rows]);
}

export interface ReadoutStyle {
  readonly ink: string;
  readonly quiet: string;
  readonly ground: string;
  readonly bar: string;
  readonly surface: string;
}

const WIDTH = 420;
const BAR = { left: 120, width: 230, height: 12 };
const ROW = 26;
const HEAD = 30;
const FOOT = 24;

/** The bars as a drawing of its own, with the untrained encoder and a guess as marks. */
export function readoutSvg(labels: readonly ReadLabel[], style: ReadoutStyle): string {
  const { ink, quiet, ground, bar, surface } = style;
  const height = HEAD + labels.length * ROW + FOOT;
  const mark = (share: number, y: number, colour: string) =>
    `<rect x="${(BAR.left + share * BAR.width - 1).toFixed(1)}" y="${y - 2}" width="2" height="${BAR.height + 4}" fill="${colour}"/>`;
  const rows = labels.map(({ label, accuracy, untrained, chance }, i) => {
    const y = HEAD + i * ROW;
    return [
      `<text x="${BAR.left - 8}" y="${y + 10}" text-anchor="end">${escapeXml(label)}</text>`,
      `<rect x="${BAR.left}" y="${y}" width="${BAR.width}" height="${BAR.height}" fill="${ground}"/>`,
      `<rect x="${BAR.left}" y="${y}" width="${(accuracy * BAR.width).toFixed(1)}" height="${BAR.height}" fill="${bar}"/>`,
      mark(chance, y, quiet),
      untrained === null ? '' : mark(untrained, y, ink),
      `<text x="${BAR.left + BAR.width + 8}" y="${y + 10}" font-weight="600">${formatNumber(accuracy, 'percent')}</text>`,
    ].join('');
  });
  const foot = HEAD + labels.length * ROW + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="sans-serif" font-size="11" fill="${ink}">`,
    '<title>Linear readout</title>',
    `<rect width="${WIDTH}" height="${height}" fill="${surface}"/>`,
    '<text x="10" y="18" font-size="12" font-weight="600">Linear readout</text>',
    ...rows,
    `<rect x="${BAR.left}" y="${foot - 9}" width="2" height="11" fill="${ink}"/><text x="${BAR.left + 7}" y="${foot}" fill="${quiet}">untrained</text>`,
    `<rect x="${BAR.left + 80}" y="${foot - 9}" width="2" height="11" fill="${quiet}"/><text x="${BAR.left + 87}" y="${foot}" fill="${quiet}">guess</text>`,
    '</svg>\n',
  ].join('\n');
}
