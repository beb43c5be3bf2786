import { createInterface } from 'node:readline';
import type { Times } from '../rival.ts';

/** The child's side of `Contestant`: says that it is ready and times as many steps as it is asked for. */
export async function serve(run: (steps: number) => Promise<Times>): Promise<void> {
  const write = (answer: object): boolean => process.stdout.write(`${JSON.stringify(answer)}\n`);
  write({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) write(await run(Number(line)));
  process.exit(0);
}

/** Says why this rival cannot take part, and ends. */
export function reportMissing(reason: string): never {
  process.stdout.write(`${JSON.stringify({ missing: reason })}\n`);
  process.exit(0);
}
