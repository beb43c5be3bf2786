import type { Schedule } from '../../ir/schedule.ts';
import type { OptimiserPart, WeightGroup } from '../../spec/node-spec.ts';
import { markStatement } from '../origins.ts';
import type { Snippet } from '../snippet.ts';
import { literal } from './javascript.ts';
import { variables } from './library/layers.ts';
import * as library from './library/optimisers.ts';
import type { ModelPlan } from './plan.ts';
import { scheduleCode } from './schedule-code.ts';

interface Group {
  readonly list: string;
  /** Which variables it has, of `path` and `variable`; all where nothing is said. */
  readonly where: readonly string[];
  readonly rate: Schedule;
  readonly decay: Schedule;
  readonly adapted: boolean;
}

/** `createOptimizer`: which variables are trained how, and the courses of their rates. */
export function optimiserCode(plan: ModelPlan, steps: number, use: (snippet: Snippet) => string): string {
  const { spec, params } = plan.optimiser;
  const groups = groupsOf(plan, spec.optimiser as OptimiserPart<unknown>, params, steps);
  use(variables);
  const layerWise = spec.id === 'optim.lars' || spec.id === 'optim.lamb';
  const written = groups.map(({ list, rate, decay, adapted }) => {
    const fields = [
      list === 'variables' ? 'variables: trained' : `variables: ${list}`,
      `learningRate: ${course(rate, use)}`,
      `weightDecay: ${course(decay, use)}`,
      ...(layerWise ? [`adapt: ${adapted}`] : []),
    ];
    return `{ ${fields.join(', ')} }`;
  });
  const lists = groups.filter(({ where }) => where.length > 0);
  const byPath = lists.some(({ where }) => where.some((condition) => condition.includes('path')));
  const predictors = literal(plan.predictors.map((name) => `${name}.`));
  return `/** ${spec.label}, with the variables that are treated alike in one group. */
${markStatement('export function createOptimizer(model) {', plan.optimiser.id, '//')}
  ${
    byPath
      ? `const trained = Object.entries(variables(model)).filter(([, variable]) => variable.trainable);
  const inPredictor = (path) => ${predictors}.some((start) => path.startsWith(start));
  const choose = (condition) => trained.filter(([path, variable]) => condition(path, variable)).map(([, variable]) => variable);
  ${lists.map(({ list, where }) => `const ${list} = choose((path${where.some((w) => w.includes('rank')) ? ', { rank }' : ''}) => ${where.join(' && ')});`).join('\n  ')}`
      : `const trained = Object.values(variables(model)).filter(({ trainable }) => trainable);
  ${lists.map(({ list, where }) => `const ${list} = trained.filter(({ rank }) => ${where.join(' && ')});`).join('\n  ')}`
  }
  return new ${constructor(spec.id, `[${written.join(', ')}]`, params, use)};
}`;
}

const course = (schedule: Schedule, use: (snippet: Snippet) => string): string =>
  `${schedule.kind === 'constant' ? '()' : '(step)'} => ${scheduleCode(schedule, use)}`;

function groupsOf(plan: ModelPlan, part: OptimiserPart<unknown>, params: unknown, steps: number): Group[] {
  const { excludeNormAndBias = true } = params as { excludeNormAndBias?: boolean };
  const make = (exempt: boolean, predictor: boolean) => {
    const group: WeightGroup = { exempt, ...(predictor && { part: 'predictor' as const }) };
    return {
      rate: part.learningRate(params, steps, group),
      decay: part.weightDecay(params, steps, group),
      adapted: !part.elementWise && !(exempt && excludeNormAndBias),
    };
  };
  const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);
  const kinds = same(make(false, false), make(true, false))
    ? [{ list: 'variables', where: [] as string[], exempt: false }]
    : [
        { list: 'kernels', where: ['rank > 1'], exempt: false },
        { list: 'normsAndBiases', where: ['rank <= 1'], exempt: true },
      ];
  const usual = kinds.map(({ exempt, ...kind }) => ({ ...kind, ...make(exempt, false) }));
  const ofPredictor = kinds.map(({ exempt }) => make(exempt, true));
  const alike = ofPredictor.every((own, i) => same(own, make(kinds[i]!.exempt, false)));
  if (plan.predictors.length === 0 || alike) return usual;
  return [
    ...usual.map((group) => ({
      ...group,
      list: group.list === 'variables' ? 'others' : group.list,
      where: ['!inPredictor(path)', ...group.where],
    })),
    ...usual.map(({ list, where }, i) => ({
      ...ofPredictor[i]!,
      list: `predictor${list[0]!.toUpperCase()}${list.slice(1)}`,
      where: ['inPredictor(path)', ...where],
    })),
  ];
}

function constructor(
  type: string,
  groups: string,
  params: Record<string, unknown>,
  use: (snippet: Snippet) => string,
): string {
  const p = params as Record<string, number>;
  const momentum = { momentum: p['momentum'], nesterov: params['nesterov'] === true };
  const adam = { beta1: p['beta1'], beta2: p['beta2'], epsilon: p['epsilon'] };
  const of = (snippet: Snippet, options: Parameters<typeof literal>[0]) =>
    `${use(snippet)}(${groups}, ${literal(options)})`;
  switch (type) {
    case 'optim.sgd':
      return of(library.sgd, momentum);
    case 'optim.adam':
      return of(library.adam, adam);
    case 'optim.adamw':
      return of(library.adamw, adam);
    case 'optim.lars':
      return of(library.lars, {
        ...momentum,
        trust: p['trustCoefficient'],
        epsilon: p['epsilon'],
        joint: params['denominator'] === 'joint',
        clipRate: params['clipRate'] === true,
      });
    case 'optim.lamb':
      return of(library.lamb, adam);
    default:
      throw new Error(`no optimiser ${type} is exported`);
  }
}
