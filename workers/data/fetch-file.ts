import type { ReadFile } from './load-dataset.ts';

/** Reads data files over HTTP; `folderUrl` is absolute and names the folder that holds them. */
export function fetchFile(folderUrl: string): ReadFile {
  const folder = folderUrl.endsWith('/') ? folderUrl : `${folderUrl}/`;
  return async (name) => {
    const response = await fetch(new URL(name, folder));
    if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}
