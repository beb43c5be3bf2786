import type { ParamValue } from '../document/schema.ts';
import { UsageError } from './usage-error.ts';

/** `node.param=value`; a node inside a composite one is `block/encoder`. */
const SETTING = /^([A-Za-z][A-Za-z0-9_-]*(?:\/[A-Za-z][A-Za-z0-9_-]*)*\.[A-Za-z][A-Za-z0-9]*)=(.*)$/s;

/**
 * Reads `node.param=value`. The value is a number, `true` or `false`, or a list of numbers (`[16,32]`) where it looks like
 * one, else a text. Throws `UsageError`.
 */
export function parseSetting(text: string): { path: string; value: ParamValue } {
  const match = SETTING.exec(text);
  if (!match) throw new UsageError(`“${text}” is not of the form node.param=value`);
  return { path: match[1]!, value: parseValue(match[2]!) };
}

function parseValue(text: string): ParamValue {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (!text.startsWith('[')) return text;
  const list = parseJson(text);
  if (Array.isArray(list) && list.every((item) => typeof item === 'number')) return list;
  throw new UsageError(`“${text}” is not a list of numbers such as [16,32]`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
