import type { DatasetView } from '../../../workers/protocol.ts';

/** What a dataset says of an image: `category: animals · vendor: Noto`. */
export function imageLabel({ labels }: DatasetView, image: number): string {
  return Object.entries(labels)
    .map(([label, { names, values }]) => `${label}: ${names[values[image]!]}`)
    .join(' · ');
}
