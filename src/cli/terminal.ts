/** Where a command writes: results on `out`, everything else on `err`. Each call writes one line. */
export interface Terminal {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}
