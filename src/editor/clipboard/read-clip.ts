import { z } from 'zod';
import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { describeIssue } from '../../document/describe-issue.ts';
import { isJsonObject } from '../../document/json-object.ts';
import { documentFromJson } from '../../document/parse.ts';
import { splitEndpoint, type UnlabelDocument } from '../../document/schema.ts';
import { checkDocumentSize } from '../../document/size-limit.ts';
import type { Clip } from './clip.ts';
import { FORMAT, VERSION } from './write-clip.ts';

const endpoint = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}\.[A-Za-z][A-Za-z0-9]{0,63}$/);
const clipSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  // a document of its own version: nodes copied in an older Unlabel are brought up to date as its files are
  drawing: z.unknown(),
  incoming: z.array(z.strictObject({ from: endpoint, to: endpoint })).max(20_000),
});

/**
 * Reads nodes from the clipboard's text. Codes: `CLIP_FOREIGN` for what was not copied from a drawing, `CLIP_DOCUMENT` for
 * a whole one, `CLIP_DAMAGED`, `CLIP_NEWER`, `DOC_TOO_LARGE`.
 */
export function readClip(text: string): Checked<Clip> {
  const tooLarge = checkDocumentSize(text.length);
  if (tooLarge) return failure([tooLarge]);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // what was ours and has been cut short is told from what never was
    return text.includes(`"${FORMAT}"`) ? damaged('it is not complete JSON') : refused('CLIP_FOREIGN');
  }
  if (!isJsonObject(json)) return refused('CLIP_FOREIGN');
  if (json['format'] === 'unlabel') return refused('CLIP_DOCUMENT');
  if (json['format'] !== FORMAT) return refused('CLIP_FOREIGN');
  const version = json['version'];
  if (typeof version === 'number' && version > VERSION) return refused('CLIP_NEWER');
  const envelope = clipSchema.safeParse(json);
  if (!envelope.success) {
    const { field, problem } = describeIssue(envelope.error.issues[0]!);
    return damaged(`“${field}”: ${problem}`);
  }
  const { drawing, incoming } = envelope.data;
  const document = documentFromJson(drawing);
  if (!document.ok) return failure(document.problems.map(ofNodes));
  const problem = whatIsWrong(document.value);
  return problem === null ? success({ drawing: document.value, incoming }) : damaged(problem);
}

/** What a drawing may have, so that the compiler can say it, but no copied nodes have. */
function whatIsWrong({ stages, view }: UnlabelDocument): string | null {
  const { nodes, edges } = stages[0]!.graph;
  const ids = new Set(nodes.map(({ id }) => id));
  if (nodes.length + view.frames.length + view.comments.length === 0) return 'there are none';
  if (ids.size < nodes.length) return 'two of them have the same name';
  const loose = edges.find((edge) => [edge.from, edge.to].some((end) => !ids.has(splitEndpoint(end).node)));
  return loose ? `the wire from ${loose.from} to ${loose.to} leads to none of them` : null;
}

function ofNodes({ code, message }: Diagnostic): Diagnostic {
  if (code === 'DOC_NEWER') return diagnose('CLIP_NEWER', {});
  return diagnose('CLIP_DAMAGED', { problem: message.replace(/\.$/, '') });
}

const refused = (code: 'CLIP_FOREIGN' | 'CLIP_DOCUMENT' | 'CLIP_NEWER') => failure([diagnose(code, {})]);
const damaged = (problem: string) => failure([diagnose('CLIP_DAMAGED', { problem })]);
