import { registry } from '../../../nodes/index.ts';
import { describeDifference } from '../../analysis/difference/describe-difference.ts';
import { difference } from '../../analysis/difference/difference.ts';
import { compileSource } from '../compile-source.ts';
import { EXIT, statusOf, type ExitStatus } from '../exit-status.ts';
import { diagnosticLines } from '../print-diagnostics.ts';
import type { Terminal } from '../terminal.ts';

/** Tells what makes one document of another: by what nodes do, not by what they are called. */
export async function diff(
  sources: readonly [before: string, after: string],
  options: { readonly preset?: string; readonly json: boolean },
  { out }: Terminal,
): Promise<ExitStatus> {
  const [before, after] = await Promise.all(
    sources.map((source) => compileSource(source, { ...options, set: [] })),
  );
  const found =
    before!.ok && after!.ok ? difference(before!.value.document, after!.value.document, registry) : null;
  if (!found) {
    const problems = [before!, after!].flatMap((one) =>
      one.ok ? one.value.compilation.diagnostics : one.problems,
    );
    if (options.json) out(JSON.stringify({ diagnostics: problems }));
    else for (const line of diagnosticLines(problems)) out(line);
    return statusOf(problems);
  }
  if (options.json) {
    out(JSON.stringify(found));
    return EXIT.success;
  }
  const titles = [before!, after!].map((one) => (one.ok ? one.value.document.meta.title : ''));
  out(titles.join(' → '));
  const lines = describeDifference(found);
  for (const line of lines.length ? lines : ['Both compute the same.']) out(line);
  return EXIT.success;
}
