import type { Program } from '../../ir/program.ts';
import type { Schedule } from '../../ir/schedule.ts';
import type { GradientClip, OptimiserPart, WeightGroup } from '../../spec/node-spec.ts';
import { lamb as LAMB, lars as LARS } from './library/optim.ts';
import { literal } from './literal.ts';
import { markStatement } from './origins.ts';
import type { ModelPlan } from './plan.ts';
import { indent, pythonFile } from './python-file.ts';
import { scheduleText } from './schedule-text.ts';
import type { Snippet } from './snippet.ts';

interface Group extends WeightGroup {
  readonly list: string;
  readonly rate: Schedule;
  readonly decay: Schedule;
  readonly adapted: boolean;
}

/** `optim.py`: which parameters are trained how, and the courses of their rates. */
export function optimFile(plan: ModelPlan, program: Program): string {
  const { spec, params } = plan.optimiser;
  const part = spec.optimiser as OptimiserPart<unknown>;
  const snippets = new Set<Snippet>();
  const use = (snippet: Snippet) => snippets.add(snippet);
  const groups = groupsOf(plan, part, params, program.steps);
  const clip = part.clip(params);

  const byPredictor = groups.some(({ part: of }) => of === 'predictor');
  const byKind = new Set(groups.map(({ exempt }) => exempt)).size > 1;
  const body = [
    ...(plan.frozen.size > 0
      ? [
          '# Parameters that stay as they began for so many first steps.',
          `FROZEN_STEPS = {${[...plan.frozen].map(([key, steps]) => `${literal(key)}: ${steps}`).join(', ')}}`,
          '',
          '',
        ]
      : []),
    markStatement('def build_optimizer(model: nn.Module) -> torch.optim.Optimizer:', plan.optimiser.id),
    ...indent([
      `"""${spec.label}, with the parameters that are treated alike in one group."""`,
      `${groups.map(({ list }) => list).join(', ')} = ${groups.map(() => '[]').join(', ')}`,
      byPredictor
        ? 'for name, parameter in model.named_parameters():'
        : 'for parameter in model.parameters():',
      ...indent([
        'if parameter.requires_grad:',
        ...indent(assign(groups, byPredictor, byKind, plan.predictors)),
      ]),
      `groups = [${groups.map((group) => groupText(group, spec.id)).join(', ')}]`,
      `return ${constructor(spec.id, params, use)}`,
    ]),
    '',
    '',
    markStatement(
      'def set_schedules(optimizer: torch.optim.Optimizer, step: int, steps: int) -> None:',
      plan.optimiser.id,
    ),
    ...indent([
      '"""Set learning rates and weight decays of this step; steps count from 0."""',
      `rates = ${listText(groups.map(({ rate }) => rateText(rate, use)))}`,
      `decays = ${listText(groups.map(({ decay }) => rateText(decay, use)))}`,
      'for group, rate, decay in zip(optimizer.param_groups, rates, decays):',
      '    group["lr"], group["weight_decay"] = rate, decay',
    ]),
    ...(preparesGradients(plan) ? ['', '', ...preparation(plan, clip)] : []),
  ];
  return pythonFile('The optimiser and its schedules.', snippets, body.join('\n'));
}

/** Whether gradients are changed between the backward pass and the optimiser. */
export function preparesGradients({ frozen, optimiser }: ModelPlan): boolean {
  return frozen.size > 0 || optimiser.spec.optimiser!.clip(optimiser.params) !== null;
}

function preparation({ frozen, optimiser }: ModelPlan, clip: GradientClip | null): string[] {
  const says = [
    ...(frozen.size > 0 ? ['hold what is frozen'] : []),
    ...(clip === null ? [] : [`bound the length of ${clip.of === 'all' ? 'the gradient' : 'each gradient'}`]),
  ].join(', and ');
  const lines = [
    ...(frozen.size > 0
      ? [
          'for name, parameter in model.named_parameters():',
          '    if step < FROZEN_STEPS.get(name, 0):',
          '        parameter.grad = None',
        ]
      : []),
    ...(clip === null
      ? []
      : clip.of === 'all'
        ? [`nn.utils.clip_grad_norm_(model.parameters(), ${clip.norm})`]
        : [
            'for parameter in model.parameters():',
            '    if parameter.grad is not None:',
            `        nn.utils.clip_grad_norm_(parameter, ${clip.norm})`,
          ]),
  ];
  return [
    markStatement('def prepare_gradients(model: nn.Module, step: int) -> None:', optimiser.id),
    ...indent([`"""${says[0]!.toUpperCase()}${says.slice(1)}."""`, ...lines]),
  ];
}

/** A list; of equal entries one, times their number. */
function listText(entries: readonly string[]): string {
  const [first] = entries;
  const alike = entries.length > 1 && entries.every((entry) => entry === first);
  return alike ? `[${first}] * ${entries.length}` : `[${entries.join(', ')}]`;
}

function groupsOf(plan: ModelPlan, part: OptimiserPart<unknown>, params: unknown, steps: number): Group[] {
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
  if (plan.predictors.length === 0) return kinds;
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
  const names = `(${predictors.map((name) => literal(`${name}.`)).join(', ')},)`;
  return [`if name.startswith(${names}):`, `    ${kind(own!)}`, 'else:', `    ${kind(others!)}`];
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
