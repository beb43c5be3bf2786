import { registry } from '../../../nodes/index.ts';
import type { z } from 'zod';
import { fixtureFileSchema } from '../../runtime/fixtures/case-schema.ts';

export type RawCase = z.output<typeof fixtureFileSchema>['cases'][number];

/** Addresses, not contents: the files are fetched when the check begins. */
const FILES = import.meta.glob<string>('../../../nodes/__fixtures__/*.json', {
  query: '?url',
  import: 'default',
  eager: true,
});

/**
 * The reference cases that a device computes. Left out, and counted: measurements and schedules, which are computed on
 * the host, and node types that are not there yet. Rejects where a file cannot be fetched or read.
 */
export async function loadCases(): Promise<{ readonly cases: readonly RawCase[]; readonly leftOut: number }> {
  const files = await Promise.all(Object.values(FILES).map(fetchCases));
  const all = files.flat();
  const cases = all.filter(({ node }) => typeof node === 'string' && registry.find(node));
  return { cases, leftOut: all.length - cases.length };
}

async function fetchCases(url: string): Promise<readonly RawCase[]> {
  const response = await fetch(new URL(url, document.baseURI));
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return fixtureFileSchema.parse(await response.json()).cases;
}
