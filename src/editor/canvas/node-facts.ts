import { paramFields, type ParamField } from '../../spec/param.ts';
import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import { grouped } from '../ui/grouped.ts';

export interface NodeFact {
  readonly label: string;
  readonly value: string;
}

/** A number with at most four significant digits, short: `0.5`, `1e-3`, `12,345`. */
export function shortNumber(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.01) return value.toExponential().replace(/(\.\d{2})\d+/, '$1');
  if (Number.isInteger(value)) return grouped(value);
  return String(Number(value.toPrecision(4)));
}

/** A parameter's value as a card shows it. */
export function showValue(field: ParamField, value: unknown): string {
  if (typeof value === 'number') return `${shortNumber(value)}${field.unit ? ` ${field.unit}` : ''}`;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.map(String).join('-');
  const label = field.options?.[String(value)] ?? String(value);
  // what stands in brackets explains the option; a card has no room for it
  return label.replace(/ \(.*\)$/, '');
}

/** How many trainable numbers, to three digits: `94.3 k`, `1.2 M`. */
export function showCount(count: number): string {
  if (count < 1000) return String(count);
  if (count < 1e6) return `${Number((count / 1e3).toPrecision(3))} k`;
  return `${Number((count / 1e6).toPrecision(3))} M`;
}

/** The few lines of a node's card: its first basic parameters, and how many weights it has. */
export function nodeFacts(node: ResolvedNode, parameters: number | undefined): readonly NodeFact[] {
  const room = parameters === undefined ? 3 : 2;
  const facts = paramFields(node.spec.params)
    .filter((field) => field.tier !== 'advanced')
    .slice(0, room)
    .map((field) => ({ label: field.label, value: showValue(field, node.params[field.name]) }));
  return parameters === undefined ? facts : [...facts, { label: 'weights', value: showCount(parameters) }];
}
