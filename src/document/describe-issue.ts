import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What the schema holds against one field: the path of the field, and the problem as half a sentence. */
export function describeIssue(issue: Issue): { field: string; problem: string } {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const [first, ...others] = issue.keys;
    const more = others.length ? ` (and ${others.length} more)` : '';
    return { field: [...path, first].join('.'), problem: `a document has no such field${more}` };
  }
  return { field: path.join('.') || 'document', problem: problemOf(issue) };
}

function problemOf(issue: Issue): string {
  if (issue.code === 'invalid_union')
    return 'it must be a number, a text, true or false, or a list of numbers';
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'the name is not allowed';
  const message = issue.message.replace(/^(Invalid input|Too big|Too small): /, '').replace(/\.$/, '');
  return message.replace('received undefined', 'and it is missing');
}
