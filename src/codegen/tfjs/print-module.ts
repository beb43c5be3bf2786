import { success } from '../../base/outcome.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import { Identifiers } from '../naming/identifiers.ts';
import { textCode } from './expression.ts';
import { helperCode, HELPER_NAMES } from './helpers.ts';
import { NET_CODE, STORAGE_CODE } from './net-code.ts';
import type { ExportPlan } from './plan.ts';
import { printFollower } from './print-update.ts';
import { printNodes, type NodeFunction } from './print-nodes.ts';
import { printOptimisers } from './print-optimisers.ts';
import { printSampler } from './print-sampler.ts';
import { printTables } from './print-tables.ts';

const TAKEN = [
  'WEIGHTS',
  'STATES',
  'GROUPS',
  'FOLLOWERS',
  'Net',
  'Module',
  'Slots',
  'OPTIMISERS',
  'UNIT_ROWS',
  'slotOf',
  'ARRAYS',
  'draw',
  'train',
  'losses',
  'clip',
  'moveFollowers',
  'normalNumbers',
  'randomNumbers',
  'readSafetensors',
  'writeSafetensors',
  'constant',
  'uniform',
  'normal',
  'unitRows',
  'copyOf',
  'BATCH_SIZE',
  'STEPS',
];

/** Every line at most so long where the text can be wrapped at all. */
export function docLines(text: string, prefix = ' * ', width = 100): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.replaceAll('*/', '*\u200b/').split(' ')) {
      if (line !== '' && prefix.length + line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line].map((one) => `${prefix}${one}`.trimEnd());
  });
}

/** The drawing as one ES module that needs nothing but `@tensorflow/tfjs`. */
export function printModule(plan: ExportPlan): Checked<string> {
  const names = new Identifiers([...TAKEN, ...HELPER_NAMES]);
  const helpers = new Set<string>(['uniformNumbers', 'permutation']);
  const use = (helper: string): string => {
    helpers.add(helper);
    return helper;
  };
  const nodes = printNodes(plan, names, use);
  if (!nodes.ok) return nodes;
  const optimisers = printOptimisers(plan, names, use);
  const followers = followerCode(plan, names, use);
  const tables = printTables(plan, optimisers.groupOf);
  if (tables.includes('unitRows(') || unitRowWeights(plan).length > 0) use('l2Normalize');
  const { program } = plan;
  const { meta } = plan.document;

  const sections = [
    [
      '/**',
      ...docLines(meta.title),
      ...(meta.idea ? [' *', ...docLines(meta.idea)] : []),
      ...(meta.formula ? [' *', ...docLines(meta.formula)] : []),
      ...(meta.citation ? [' *', ...docLines(meta.citation)] : []),
      ' */',
    ].join('\n'),
    `import * as tf from '@tensorflow/tfjs';`,
    [
      `export const DATASET = ${textCode(program.dataset)};`,
      `export const BATCH_SIZE = ${program.batchSize};`,
      `export const STEPS = ${program.steps};`,
    ].join('\n'),
    tables,
    ...nodes.value.functions.map(functionCode),
    forwardCode(nodes.value.forward, nodes.value.losses),
    drawCode(plan, use),
    optimisers.code.join('\n'),
    ...followers,
    NET_CODE({
      optimisers: plan.optimisers.map(({ node, lossNode }) => ({ id: node.id, loss: lossNode })),
      clips: plan.optimisers.some(({ node }) => node.spec.optimiser!.clip(node.params) !== null),
      late: plan.optimisers.some(({ groups }) => groups.some(({ startsAt }) => startsAt > 0)),
      movesBefore: plan.followers.before.length > 0,
      movesAfter: plan.followers.after.length > 0,
      unitRows: unitRowWeights(plan),
    }),
    ...helperCode(helpers),
    STORAGE_CODE,
  ];
  return success(`${sections.filter((section) => section !== '').join('\n\n')}\n`);
}

function unitRowWeights(plan: ExportPlan): string[] {
  return plan.program.weights.flatMap(({ id, unitRows, role }) =>
    unitRows && role === 'trained' ? [id] : [],
  );
}

function functionCode({ name, parameters, lines, nodes }: NodeFunction): string {
  const { spec } = nodes[0]!;
  const { citation } = spec;
  const own = spec.id.startsWith('loss.') || spec.id.startsWith('target.');
  const cited = citation
    ? [`${citation.authors} ${citation.year}: ${citation.title}.${citation.url ? ` ${citation.url}` : ''}`]
    : [];
  const called = nodes.length > 1 ? ` Serves ${nodes.map(({ id }) => id).join(', ')}.` : '';
  return [
    '/**',
    ...docLines(`${spec.label}: ${spec.summary}${called}`),
    ...(own && spec.formula ? docLines(spec.formula) : []),
    ...cited.flatMap((text) => docLines(text)),
    ' */',
    `function ${name}(${parameters.join(', ')}) {`,
    ...lines.map((line) => `  ${line}`),
    '}',
  ].join('\n');
}

function forwardCode(lines: readonly string[], losses: ReadonlyMap<string, string>): string {
  const given = [...losses].map(([node, name]) =>
    node === name ? name : `${/^\w+$/.test(node) ? node : textCode(node)}: ${name}`,
  );
  const text = lines.join('\n');
  const parameters = ['net', 'batch', 'draws', 'step'].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(text),
  );
  const all = parameters.includes('step')
    ? ['net', 'batch', 'draws', 'step']
    : ['net', 'batch', 'draws'].slice(0, parameters.includes('draws') ? 3 : 2);
  return [
    '/** The forward pass: the losses. Writes the states of `net` that it changes. */',
    `function losses(${all.join(', ')}) {`,
    ...lines.map((line) => `  ${line}`),
    `  return { ${given.join(', ')} };`,
    '}',
  ].join('\n');
}

function drawCode(plan: ExportPlan, use: (helper: string) => string): string {
  const byNode = new Map<string, string[]>();
  for (const { id, origin, type, source } of plan.program.step.feeds) {
    if (source.kind !== 'draw') continue;
    const name = id.slice(origin.length + 1);
    byNode.set(origin, [
      ...(byNode.get(origin) ?? []),
      `      ${/^\w+$/.test(name) ? name : textCode(name)}: ${printSampler(source.sampler, type.shape, use)},`,
    ]);
  }
  if (byNode.size === 0)
    return ['/** The forward pass draws nothing at random. */', 'const draw = () => ({});'].join('\n');
  return [
    '/** The random numbers of one step, by the node that needs them. */',
    'export function draw(random) {',
    '  return {',
    ...[...byNode].flatMap(([node, lines]) => [
      `    ${/^\w+$/.test(node) ? node : textCode(node)}: {`,
      ...lines,
      '    },',
    ]),
    '  };',
    '}',
  ].join('\n');
}

function followerCode(plan: ExportPlan, names: Identifiers, use: (helper: string) => string): string[] {
  const all = [...plan.followers.before, ...plan.followers.after];
  if (all.length === 0) return [];
  const printed = all.map((node) => ({
    node,
    name: names.take(node.id),
    rule: printFollower(node, plan.program.steps, use),
  }));
  return [
    ...printed.map(({ node, name, rule }) =>
      [
        '/**',
        ...docLines(`${node.spec.label}: ${node.spec.summary}`),
        ...(node.spec.formula ? docLines(node.spec.formula) : []),
        ...(node.spec.citation
          ? docLines(`${node.spec.citation.authors} ${node.spec.citation.year}: ${node.spec.citation.title}.`)
          : []),
        ' */',
        `function ${name}({ ${rule.parameters.join(', ')} }) {`,
        ...rule.lines.map((line) => `  ${line}`),
        '}',
      ].join('\n'),
    ),
    [
      '/** What gives tensors that follow others their next values, in the order in which they move. */',
      'const FOLLOWERS = {',
      `  before: {${
        plan.followers.before.length === 0
          ? ''
          : ` ${printed
              .filter(({ node }) => plan.followers.before.includes(node))
              .map(({ node, name }) => entry(node.id, name))
              .join(', ')} `
      }},`,
      `  after: {${
        plan.followers.after.length === 0
          ? ''
          : ` ${printed
              .filter(({ node }) => plan.followers.after.includes(node))
              .map(({ node, name }) => entry(node.id, name))
              .join(', ')} `
      }},`,
      '};',
    ].join('\n'),
  ];
}

const entry = (id: string, name: string): string => (id === name ? name : `${textCode(id)}: ${name}`);
