import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import type { Program } from '../../ir/program.ts';
import type { Schedule } from '../../ir/schedule.ts';
import type { GradientClip, OptimiserPart, WeightGroup } from '../../spec/node-spec.ts';
import { lamb as LAMB, lars as LARS, together } from './library/optim.ts';
import { literal } from './literal.ts';
import { Names, snakeCase } from './names.ts';
import { markStatement } from '../origins.ts';
import type { ModelPlan } from './plan.ts';
import { indent, pythonFile } from './python-file.ts';
import { scheduleText } from './schedule-text.ts';
import type { Snippet } from '../snippet.ts';

interface Group extends WeightGroup {
  readonly list: string;
  readonly rate: Schedule;
  readonly decay: Schedule;
  readonly adapted: boolean;
}

/** An optimiser as its builder is written. */
interface Rule {
  readonly node: ResolvedNode;
  readonly groups: readonly Group[];
  readonly clip: GradientClip | null;
  /** Beginnings of the names of its parameters; null where it trains all there are. */
  readonly prefixes: string | null;
  readonly builder: string;
}

/** `optim.py`: which parameters are trained how, and the courses of their rates. */
export function optimFile(plan: ModelPlan, program: Program): string {
  const snippets = new Set<Snippet>();
  const use = (snippet: Snippet) => snippets.add(snippet);
  const rules = rulesOf(plan, program.steps);
  const groups = rules.flatMap((rule) => rule.groups);
  const body = [
    ...(plan.frozen.size > 0
      ? [
          '# Parameters that stay as they began for so many first steps.',
          `FROZEN_STEPS = {${[...plan.frozen].map(([key, steps]) => `${literal(key)}: ${steps}`).join(', ')}}`,
          '',
          '',
        ]
      : []),
    ...rules.flatMap((rule) => [...builder(plan, rule, use), '', '']),
    ...(rules.length > 1 ? [...buildTogether(rules, use), '', ''] : []),
    markStatement(
      `def set_schedules(optimizer: ${rules.length > 1 ? 'Together' : 'torch.optim.Optimizer'}, step: int, steps: int) -> None:`,
      soleNode(rules),
    ),
    ...indent([
      '"""Set learning rates and weight decays of this step; steps count from 0."""',
      `rates = ${listText(groups.map(({ rate }) => rateText(rate, use)))}`,
      `decays = ${listText(groups.map(({ decay }) => rateText(decay, use)))}`,
      'for group, rate, decay in zip(optimizer.param_groups, rates, decays):',
      '    group["lr"], group["weight_decay"] = rate, decay',
    ]),
    ...(preparesGradients(plan) ? ['', '', ...preparation(plan, rules)] : []),
  ];
  return pythonFile('The optimiser and its schedules.', snippets, body.join('\n'));
}

/** Whose lines those are that are written for all optimisers; of several nobody's. */
const soleNode = (rules: readonly Rule[]): string => (rules.length === 1 ? rules[0]!.node.id : '');

function rulesOf(plan: ModelPlan, steps: number): Rule[] {
  const { optimisers } = plan;
  const several = optimisers.length > 1;
  const names = new Names(['optimizer']);
  return optimisers.map(({ node, attributes }): Rule => {
    const part = node.spec.optimiser as OptimiserPart<unknown>;
    const predictors = plan.predictors.filter((name) => attributes.includes(name));
    return {
      node,
      groups: groupsOf(predictors, part, node.params, steps),
      clip: part.clip(node.params),
      prefixes: several ? prefixesOf(attributes) : null,
      builder: several ? `build_${names.take(snakeCase(node.id))}` : 'build_optimizer',
    };
  });
}

function prefixesOf(attributes: readonly string[]): string {
  const names = attributes.map((name) => literal(`${name}.`));
  return names.length === 1 ? `(${names[0]},)` : `(${names.join(', ')})`;
}

function builder(plan: ModelPlan, rule: Rule, use: (snippet: Snippet) => unknown): string[] {
  const { node, groups, prefixes } = rule;
  const { spec, params } = node;
  const byPredictor = groups.some(({ part }) => part === 'predictor');
  const byKind = new Set(groups.map(({ exempt }) => exempt)).size > 1;
  const own = prefixes === null ? '' : ` and name.startswith(${prefixes})`;
  return [
    markStatement(`def ${rule.builder}(model: nn.Module) -> torch.optim.Optimizer:`, node.id),
    ...indent([
      `"""${spec.label}, with the parameters that are treated alike in one group."""`,
      `${groups.map(({ list }) => list).join(', ')} = ${groups.map(() => '[]').join(', ')}`,
      byPredictor || prefixes !== null
        ? 'for name, parameter in model.named_parameters():'
        : 'for parameter in model.parameters():',
      ...indent([
        `if parameter.requires_grad${own}:`,
        ...indent(assign(groups, byPredictor, byKind, plan.predictors)),
      ]),
      `groups = [${groups.map((group) => groupText(group, spec.id)).join(', ')}]`,
      `return ${constructor(spec.id, params, use)}`,
    ]),
  ];
}

function buildTogether(rules: readonly Rule[], use: (snippet: Snippet) => unknown): string[] {
  use(together);
  return [
    'def build_optimizer(model: nn.Module) -> Together:',
    ...indent([
      '"""All optimisers; no parameter is trained by two."""',
      `return Together([${rules.map((rule) => `${rule.builder}(model)`).join(', ')}])`,
    ]),
  ];
}

/** Whether gradients are changed between the backward pass and the optimiser. */
export function preparesGradients({ frozen, optimisers }: ModelPlan): boolean {
  return frozen.size > 0 || optimisers.some(({ node }) => node.spec.optimiser!.clip(node.params) !== null);
}

function preparation({ frozen }: ModelPlan, rules: readonly Rule[]): string[] {
  const clips = rules.filter(({ clip }) => clip !== null);
  const says = [
    ...(frozen.size > 0 ? ['hold what is frozen'] : []),
    ...(clips.length === 0
      ? []
      : [`bound the length of ${clips[0]!.clip!.of === 'all' ? 'the gradient' : 'each gradient'}`]),
  ].join(', and ');
  const lines = [
    ...(frozen.size > 0
      ? [
          'for name, parameter in model.named_parameters():',
          '    if step < FROZEN_STEPS.get(name, 0):',
          '        parameter.grad = None',
        ]
      : []),
    ...clips.flatMap(({ clip, prefixes }) => bound(clip!, prefixes)),
  ];
  return [
    markStatement('def prepare_gradients(model: nn.Module, step: int) -> None:', soleNode(rules)),
    ...indent([`"""${says[0]!.toUpperCase()}${says.slice(1)}."""`, ...lines]),
  ];
}

function bound(clip: GradientClip, prefixes: string | null): string[] {
  const whole = 'model.parameters()';
  const own = `[parameter for name, parameter in model.named_parameters() if name.startswith(${prefixes})]`;
  const [before, parameters] = prefixes === null ? [[], whole] : [[`own = ${own}`], 'own'];
  if (clip.of === 'all') return [...before, `nn.utils.clip_grad_norm_(${parameters}, ${clip.norm})`];
  return [
    ...before,
    `for parameter in ${parameters}:`,
    '    if parameter.grad is not None:',
    `        nn.utils.clip_grad_norm_(parameter, ${clip.norm})`,
  ];
}

/** A list; of equal entries one, times their number. */
function listText(entries: readonly string[]): string {
  const [first] = entries;
  const alike = entries.length > 1 && entries.every((entry) => entry === first);
  return alike ? `[${first}] * ${entries.length}` : `[${entries.join(', ')}]`;
}

function groupsOf(
  predictors: readonly string[],
  part: OptimiserPart<unknown>,
  params: unknown,
  steps: number,
): Group[] {
  const { excludeNormAndBias = true } = params as { excludeNormAndBias?: boolean };
  const make = (exempt: boolean, predictor: boolean): Omit<Group, 'list'> => {
    const group: WeightGroup = { exempt, ...(predictor && { part: 'predictor' }) };
    return {
      ...group,
      rate: part.learningRate(params, steps, group),
      decay: part.weightDecay(params, steps, group),
      adapted: !part.elementWise && !(exempt && excludeNormAndBias),
    };
  };
  const alike = (a: Omit<Group, 'list'>, b: Omit<Group, 'list'>) =>
    JSON.stringify([a.rate, a.decay, a.adapted]) === JSON.stringify([b.rate, b.decay, b.adapted]);
  const all = { list: 'parameters', ...make(false, false) };
  const exempt = make(true, false);
  const kinds = alike(all, exempt)
    ? [all]
    : [
        { ...all, list: 'kernels' },
        { list: 'norms_and_biases', ...exempt },
      ];
  if (predictors.length === 0) return kinds;
  const own = kinds.map((kind) => ({ ...make(kind.exempt, true), list: `predictor_${kind.list}` }));
  return own.every((group, i) => alike(group, kinds[i]!)) ? kinds : [...kinds, ...own];
}

function assign(
  groups: readonly Group[],
  byPredictor: boolean,
  byKind: boolean,
  predictors: readonly string[],
): string[] {
  const kind = (lists: readonly Group[]) =>
    byKind
      ? `(${lists[0]!.list} if parameter.dim() > 1 else ${lists[1]!.list}).append(parameter)`
      : `${lists[0]!.list}.append(parameter)`;
  if (!byPredictor) return [kind(groups)];
  const [own, others] = [true, false].map((wanted) =>
    groups.filter(({ part }) => (part === 'predictor') === wanted),
  );
  return [
    `if name.startswith(${prefixesOf(predictors)}):`,
    `    ${kind(own!)}`,
    'else:',
    `    ${kind(others!)}`,
  ];
}

function groupText({ list, adapted }: Group, type: string): string {
  const layerWise = type === 'optim.lars' || type === 'optim.lamb';
  return `{"params": ${list}${layerWise ? `, "adapt": ${literal(adapted)}` : ''}}`;
}

function constructor(
  type: string,
  params: Record<string, unknown>,
  use: (snippet: Snippet) => unknown,
): string {
  const p = params as Record<string, number>;
  const momentum = `lr=0.0, momentum=${p['momentum']}, nesterov=${literal(params['nesterov'] === true)}`;
  const adam = () => `lr=0.0, betas=(${p['beta1']}, ${p['beta2']}), eps=${literal(p['epsilon']!)}`;
  switch (type) {
    case 'optim.sgd':
      return `torch.optim.SGD(groups, ${momentum})`;
    case 'optim.adam':
      return `torch.optim.Adam(groups, ${adam()})`;
    case 'optim.adamw':
      return `torch.optim.AdamW(groups, ${adam()})`;
    case 'optim.lars': {
      use(LARS);
      const joint = literal(params['denominator'] === 'joint');
      const clip = literal(params['clipRate'] === true);
      return `LARS(groups, ${momentum}, trust=${p['trustCoefficient']}, eps=${literal(p['epsilon']!)}, joint=${joint}, clip_rate=${clip})`;
    }
    case 'optim.lamb':
      use(LAMB);
      return `LAMB(groups, ${adam()})`;
    default:
      throw new Error(`no optimiser ${type} is exported`);
  }
}

function rateText(schedule: Schedule, use: (snippet: Snippet) => unknown): string {
  return scheduleText(schedule, 'steps', use);
}
