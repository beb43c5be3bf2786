// Builds public/data/emoji.bin: `npx tsx scripts/build-emoji.ts`. What it makes is described in docs/data.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { assert } from '../src/base/assert.ts';
import { DATASETS } from '../src/ir/datasets.ts';
import { fetchPackage } from './fetch-package.ts';
import { halveOnWhite } from './halve-on-white.ts';
import { holdOutConcepts } from './hold-out.ts';
import { writeDataFile } from './write-data-file.ts';

const VERSION = '16.0.0';
const VENDORS = [
  { key: 'google', name: 'Noto Emoji' },
  { key: 'twitter', name: 'Twemoji' },
] as const;

interface Emoji {
  readonly name: string;
  readonly short_name: string;
  readonly image: string;
  readonly category: string;
  readonly subcategory: string;
  /** Place in Unicode's emoji list. */
  readonly sort_order: number;
  readonly has_img_google: boolean;
  readonly has_img_twitter: boolean;
}

const { height, width, channels, licence, attribution } = DATASETS.emoji;
const folders = VENDORS.map(({ key }) => fetchPackage(`emoji-datasource-${key}`, VERSION));

function readEmoji(): Emoji[] {
  const emoji = JSON.parse(readFileSync(join(folders[0]!, 'emoji.json'), 'utf8')) as Emoji[];
  return emoji
    .filter((e) => e.has_img_google && e.has_img_twitter)
    .sort((a, b) => a.sort_order - b.sort_order);
}

function drawing(emoji: Emoji, vendor: number): Uint8Array {
  const path = join(folders[vendor]!, 'img', VENDORS[vendor]!.key, '64', emoji.image);
  const png = PNG.sync.read(readFileSync(path));
  assert(png.height === 2 * height && png.width === 2 * width, `${path} is 64×64`);
  return halveOnWhite(png.data, height, width);
}

/** Unicode's names are in capitals, except flags'; a name that two concepts share gives way to the short one. */
function conceptNames(concepts: readonly Emoji[]): string[] {
  const names = concepts.map(({ name }) => (name === name.toUpperCase() ? name.toLowerCase() : name));
  const unique = names.map((name, i) =>
    names.indexOf(name) === names.lastIndexOf(name) ? name : concepts[i]!.short_name.replaceAll('_', ' '),
  );
  assert(new Set(unique).size === unique.length, 'concept names are unique');
  return unique;
}

const concepts = readEmoji();
const drawings = concepts.map((emoji) => VENDORS.map((_, vendor) => drawing(emoji, vendor)));
const heldOut = holdOutConcepts(drawings);
const categories = [...new Set(concepts.map((emoji) => emoji.category))];
const subcategories = [...new Set(concepts.map((emoji) => emoji.subcategory))];

// image 2c + v is vendor v's drawing of concept c
const count = concepts.length * VENDORS.length;
const perImage = (value: (concept: number, vendor: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => value(Math.floor(i / 2), i % 2));

writeDataFile('emoji', {
  header: {
    id: 'emoji',
    count,
    height,
    width,
    channels,
    labels: [
      { name: 'category', classes: categories },
      { name: 'subcategory', classes: subcategories },
      { name: 'concept', classes: conceptNames(concepts) },
      { name: 'vendor', classes: VENDORS.map(({ name }) => name) },
    ],
    twins: true,
    licence,
    attribution,
  },
  images: Buffer.concat(drawings.flat()),
  labels: {
    category: perImage((c) => categories.indexOf(concepts[c]!.category)),
    subcategory: perImage((c) => subcategories.indexOf(concepts[c]!.subcategory)),
    concept: perImage((c) => c),
    vendor: perImage((_, v) => v),
  },
  heldOut: Uint8Array.from(perImage((c) => (heldOut[c] ? 1 : 0))),
  twin: perImage((c, v) => 2 * c + (1 - v)),
});
