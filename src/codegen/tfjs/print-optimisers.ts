import type { ValueId } from '../../ir/value.ts';
import type { UpdateGroup } from '../../compiler/weight-groups.ts';
import type { Identifiers } from '../naming/identifiers.ts';
import { numberCode, textCode } from './expression.ts';
import type { ExportPlan, PlannedOptimiser } from './plan.ts';
import { printSchedule } from './print-schedule.ts';
import { printOptimiser, type UpdateFunction } from './print-update.ts';

export interface PrintedOptimisers {
  /** Name of the group of every trained weight. */
  readonly groupOf: ReadonlyMap<ValueId, string>;
  /** Update rules and the table of groups. */
  readonly code: readonly string[];
  /** Slots of each group. */
  readonly slotsOf: ReadonlyMap<string, readonly string[]>;
}

/** The update rules of all optimisers, each once for all weights that are treated alike. */
export function printOptimisers(
  plan: ExportPlan,
  names: Identifiers,
  use: (helper: string) => string,
): PrintedOptimisers {
  const groupOf = new Map<ValueId, string>();
  const slotsOf = new Map<string, readonly string[]>();
  const rules: string[] = [];
  const byText = new Map<string, string>();
  const groups = new Map<string, { readonly name: string; readonly lines: readonly string[] }>();

  for (const optimiser of plan.optimisers) {
    for (const group of optimiser.groups) {
      const rule = printOptimiser(optimiser.node, group, use);
      const text = [rule.parameters.join(), ...rule.lines].join('\n');
      let called = byText.get(`${optimiser.node.id}\n${text}`);
      if (called === undefined) {
        called = names.take(
          group.exempt && byText.size > 0 ? `${optimiser.node.id}-exempt` : optimiser.node.id,
        );
        byText.set(`${optimiser.node.id}\n${text}`, called);
        rules.push(...ruleCode(optimiser, called, rule));
      }
      const lines = groupCode(optimiser, group, called, rule, use);
      const key = `${optimiser.node.id}\n${lines.join('\n')}`;
      let known = groups.get(key);
      if (!known) {
        known = {
          name: `${optimiser.node.id}.${groupName(
            group,
            [...groups.values()].map(({ name }) => name),
            optimiser.node.id,
          )}`,
          lines,
        };
        groups.set(key, known);
        slotsOf.set(known.name, rule.slots);
      }
      for (const { weight } of group.members) groupOf.set(weight.id, known.name);
    }
  }
  return {
    groupOf,
    slotsOf,
    code: [
      ...rules,
      '/** Weights that are treated alike: the rule, its numbers and what it keeps of each weight. */',
      'const GROUPS = {',
      ...[...groups.values()].flatMap(({ name, lines }) => [
        `  ${textCode(name)}: {`,
        ...lines.map((line) => `    ${line}`),
        '  },',
      ]),
      '};',
    ],
  };
}

function ruleCode(
  { node }: PlannedOptimiser,
  called: string,
  { parameters, lines }: UpdateFunction,
): string[] {
  const { citation, label, formula } = node.spec;
  const cited = citation ? ` (${citation.authors} ${citation.year}: ${citation.title})` : '';
  return [
    '/**',
    ` * ${label}${cited}: the next value of one weight.`,
    ...(formula === undefined ? [] : [` * ${formula}`]),
    ' */',
    `function ${called}({ ${parameters.join(', ')} }) {`,
    ...lines.map((line) => `  ${line}`),
    '}',
    '',
  ];
}

function groupCode(
  { node }: PlannedOptimiser,
  group: UpdateGroup,
  called: string,
  { slots }: UpdateFunction,
  use: (helper: string) => string,
): string[] {
  const rate = printSchedule(group.learningRate, use).code;
  const decay = printSchedule(group.weightDecay, use).code;
  const clip = node.spec.optimiser!.clip(node.params);
  const course = (code: string): string => (/\bstep\b/.test(code) ? `(step) => ${code}` : `() => ${code}`);
  return [
    `optimiser: ${textCode(node.id)},`,
    `update: ${called},`,
    `learningRate: ${course(rate)},`,
    ...(decay === '0' ? [] : [`weightDecay: ${course(decay)},`]),
    ...(slots.length > 0 ? [`keeps: [${slots.map(textCode).join(', ')}],`] : []),
    ...(group.startsAt > 0 ? [`startsAt: ${group.startsAt},`] : []),
    ...(clip ? [`clip: { of: ${textCode(clip.of)}, norm: ${numberCode(clip.norm)} },`] : []),
  ];
}

/** What tells a group from the others of its optimiser. */
function groupName(group: UpdateGroup, taken: readonly string[], optimiser: string): string {
  const perTensor = group.members.length === 1 && group.name === group.members[0]!.weight.id;
  const words = perTensor
    ? [
        group.exempt ? 'exempt' : 'adapted',
        group.part,
        group.startsAt > 0 ? `frozen${group.startsAt}` : undefined,
      ]
    : [group.name];
  const name = words.filter((word) => word !== undefined).join('.');
  let unique = name;
  for (let number = 2; taken.includes(`${optimiser}.${unique}`); number++) unique = `${name}${number}`;
  return unique;
}
