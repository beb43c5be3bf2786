import type { z } from 'zod';
import type { ParamValue } from '../../document/schema.ts';
import type { ParamField } from '../../spec/param.ts';

/** What a person typed: a value, or half a sentence that says what is wrong with it. */
export type Entry<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** A number in the usual notations (`1e-3`, `0.5`, `1 000`); the reason where the text is none. */
export function parseNumber(text: string): Entry<number> {
  const plain = text.trim().replace(/[\s_]/g, '').replace('−', '-');
  if (plain === '') return { ok: false, reason: 'Enter a number.' };
  const value = Number(plain);
  if (!Number.isFinite(value)) return { ok: false, reason: `“${text.trim()}” is not a number.` };
  return { ok: true, value };
}

function read(field: ParamField, text: string): Entry<ParamValue> {
  if (field.type === 'text') return { ok: true, value: text };
  if (field.type !== 'numbers') return parseNumber(text);
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const numbers = parts.map(parseNumber);
  const wrong = numbers.find((entry) => !entry.ok);
  if (wrong && !wrong.ok) return wrong;
  return { ok: true, value: numbers.flatMap((entry) => (entry.ok ? [entry.value] : [])) };
}

function reasonOf(field: ParamField, value: ParamValue, issue: z.core.$ZodIssue | undefined): string {
  const unit = field.unit ? ` ${field.unit}` : '';
  if (issue?.code === 'too_small' && typeof issue.minimum === 'number' && issue.origin !== 'array') {
    return `It must be ${issue.inclusive ? 'at least' : 'greater than'} ${issue.minimum}${unit}.`;
  }
  if (issue?.code === 'too_big' && typeof issue.maximum === 'number' && issue.origin !== 'array') {
    return `It must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unit}.`;
  }
  const numbers = Array.isArray(value) ? value : [value];
  if (numbers.some((n) => typeof n === 'number' && !Number.isInteger(n)) && issue?.code === 'invalid_type') {
    return 'It must be a whole number.';
  }
  const message = issue?.message.replace(/^(Invalid input|Too big|Too small): /, '') ?? 'it is not valid';
  return `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.$/, '')}.`;
}

/** Reads what was typed for a parameter and asks its schema. */
export function parseEntry(field: ParamField, schema: z.ZodType, text: string): Entry<ParamValue> {
  const entry = read(field, text);
  if (!entry.ok) return entry;
  const parsed = schema.safeParse(entry.value);
  if (parsed.success) return { ok: true, value: parsed.data as ParamValue };
  return { ok: false, reason: reasonOf(field, entry.value, parsed.error.issues[0]) };
}

/** A value as it stands in its entry field. */
export function showEntry(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
