import { slug } from '../../base/slug.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { findDataset } from '../../ir/datasets.ts';
import type { CompileOptions } from '../../compiler/compile-options.ts';
import type { Registry } from '../../spec/registry.ts';
import { hashProgram } from '../../ir/hash.ts';
import type { ExportedFile, ExportedProject } from '../exported-project.ts';
import { planDrawing, type Planned } from '../plan-drawing.ts';
import { readMarks } from '../origins.ts';
import { titleName } from '../pytorch/names.ts';
import { parityTest } from './files/parity-test.ts';
import { packageFile, page, readme, SERVE_MJS } from './files/project-files.ts';
import { recordedWires } from '../fixture/recorded-wires.ts';
import { fixtureFiles } from './fixture-files.ts';
import { formatted } from './format.ts';
import { Identifiers } from './javascript.ts';
import { LIBRARY_NAMES } from './library/index.ts';
import { moduleFile } from './module-file.ts';
import { planModel, type ModelPlan } from './plan.ts';

/** A drawing as a project for tfjs. */
export interface TfjsProject extends ExportedProject {
  readonly plan: ModelPlan;
}

export interface TfjsOptions extends CompileOptions {
  /** The fixture is of the whole batch. Else it has at most 8 images, which plain JavaScript gets through in seconds. */
  readonly wholeBatch?: boolean;
  /** The preset's name for the README, where the document comes with the preset laid over it. */
  readonly presetName?: string;
}

/** Images of a fixture. */
const FIXTURE_BATCH = 8;

/**
 * A drawing as one ES module and what proves it, or the diagnostics that say why it is none: its own errors, or EMIT_NOT_EXPORTED at the
 * node that cannot be written faithfully.
 */
export async function prepareTfjs(
  document: UnlabelDocument,
  registry: Registry,
  options: TfjsOptions,
): Promise<{ readonly project: TfjsProject } | { readonly refused: readonly Diagnostic[] }> {
  const whole = planDrawing(document, registry, options, planModel);
  if ('refused' in whole) return whole;
  const { program, plan, traced } = whole;
  const { title, idea, citation, formula } = document.meta;
  const model = className(title);
  const dataset = findDataset(program.dataset)!;
  const data = [...traced.graph.nodes.values()].find(({ spec }) => spec.data)!;
  const chosen = String(data.params['label'] ?? '');
  const label = chosen in dataset.labels ? chosen : Object.keys(dataset.labels)[0]!;
  const params = new Map([...traced.graph.nodes.values()].map((node) => [node.id, node.params]));
  const about = { name: model, title, idea, citation, formula, label, params, dataset };
  const written = (one: Planned<ModelPlan>, batchSize: number): string =>
    moduleFile(one.plan, { ...about, steps: program.steps, batchSize });
  const code = written(whole, program.batchSize);

  const recorded = ((): Planned<ModelPlan> => {
    if (options.wholeBatch || program.batchSize <= FIXTURE_BATCH) return whole;
    const overrides = { ...options.overrides, [`${data.id}.batchSize`]: FIXTURE_BATCH };
    const small = planDrawing(document, registry, { ...options, overrides }, planModel);
    // where the number of images stands in the code, it has to be theirs
    return !('refused' in small) && written(small, program.batchSize) === code ? small : whole;
  })();
  const draws = [...plan.snippets].some(function drawing({ name, needs }): boolean {
    return name === 'random' || needs.some(drawing);
  });
  const [module, parity] = await Promise.all([
    formatted(code),
    formatted(parityTest({ model, inputs: plan.inputs, draws, program: hashProgram(program) })),
  ]);

  const { code: text, origins } = readMarks(module);
  const project: TfjsProject = {
    program,
    plan,
    origins: new Map([['model.js', origins]]),
    fixture: {
      program: recorded.program,
      wires: [...recordedWires(recorded.plan, recorded.program).values()],
    },
    files({ recording, data: bytes }) {
      const file = `data/${dataset.file ?? ''}`;
      return new Map<string, ExportedFile>([
        ['model.js', text],
        ...(recording ? ([['parity.test.mjs', parity]] as const) : []),
        ...(bytes
          ? ([
              ['index.html', page(title, model, file)],
              ['serve.mjs', SERVE_MJS],
              [file, bytes],
            ] as const)
          : []),
        [
          'package.json',
          packageFile(slug(title) || 'drawing', {
            tests: recording !== undefined,
            serves: bytes !== undefined,
          }),
        ],
        [
          'README.md',
          readme({
            title,
            idea,
            citation,
            model,
            preset: options.presetName ?? options.preset ?? null,
            steps: program.steps,
            batchSize: program.batchSize,
            dataset: dataset.title,
            hasFixture: recording !== undefined,
            hasPage: bytes !== undefined,
          }),
        ],
        ['drawing.json', `${JSON.stringify(document, null, 2)}\n`],
        ...(recording ? fixtureFiles(recorded.plan, recorded.program, recording, recorded.traced.order) : []),
      ]);
    },
  };
  return { project };
}

/** A class named after the method; none of the library's has its name. */
function className(title: string): string {
  const wanted = titleName(title);
  return new Identifiers(LIBRARY_NAMES).take(wanted) === wanted ? wanted : `${wanted}Model`;
}
