import { format } from '@wasm-fmt/ruff_fmt';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { asPythonComment } from '../../document/python.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { findDataset } from '../../ir/datasets.ts';
import type { CompileOptions } from '../../compiler/compile-options.ts';
import type { Registry } from '../../spec/registry.ts';
import { hashProgram } from '../../ir/hash.ts';
import type { ExportedProject } from '../exported-project.ts';
import { augmentFile } from './files/augment-file.ts';
import { dataFile } from './files/data-file.ts';
import { EVALUATE_PY } from './files/evaluate-file.ts';
import { parityTest } from './files/parity-test.ts';
import { PYPROJECT, readme, REQUIREMENTS } from './files/project-files.ts';
import { RUN_PY } from './files/run-file.ts';
import { SAFETENSORS_PY } from './files/safetensors-py.ts';
import { trainFile } from './files/train-file.ts';
import { recordedWires } from '../fixture/recorded-wires.ts';
import { fixtureFiles } from './fixture-files.ts';
import { modelFile } from './model-file.ts';
import { LIBRARY_NAMES } from './library/index.ts';
import { modelName } from './names.ts';
import { optimFile, preparesGradients } from './optim-file.ts';
import { planDrawing, type Planned } from '../plan-drawing.ts';
import { readMarks, type LineOrigins } from '../origins.ts';
import type { ModelPlan } from './plan.ts';
import { planModel } from './plan-model.ts';
import { sameCode } from './same-code.ts';

/** Characters of a line of exported Python. */
const LINE_WIDTH = 110;

/** A drawing as a PyTorch project. */
export interface PyTorchProject extends ExportedProject {
  readonly plan: ModelPlan;
}

export interface PyTorchOptions extends CompileOptions {
  /** The fixture is of the whole batch. Else it has at most 16 images, whose gradients hang on fewer activations next to zero. */
  readonly wholeBatch?: boolean;
  /** The preset's name for the README, where the document comes with the preset laid over it. */
  readonly presetName?: string;
}

/** Images of a fixture. */
const FIXTURE_BATCH = 16;

/**
 * A drawing as a PyTorch project, or the diagnostics that say why it is none: its own errors, or EMIT_NOT_EXPORTED at the node that
 * cannot be written faithfully.
 */
export function preparePyTorch(
  document: UnlabelDocument,
  registry: Registry,
  options: PyTorchOptions,
): { readonly project: PyTorchProject } | { readonly refused: readonly Diagnostic[] } {
  const whole = planDrawing(document, registry, options, planModel);
  if ('refused' in whole) return whole;
  const { program, plan, traced } = whole;
  const { title, idea, citation, formula } = document.meta;
  const model = modelName(title, LIBRARY_NAMES);
  const dataset = findDataset(program.dataset)!;
  const data = [...traced.graph.nodes.values()].find(({ spec }) => spec.data)!;
  const shape = [...traced.signals].find(([signal]) => signal === plan.inputs[0]?.signal)?.[1].tensor.shape;
  const about = {
    model,
    title,
    inputs: plan.inputs,
    usesStep: plan.usesStep,
    movesBefore: plan.before.length > 0,
    movesAfter: plan.after.length > 0,
    preparesGradients: preparesGradients(plan),
    steps: program.steps,
    batchSize: program.batchSize,
  };
  const label = String(data.params['label'] ?? '');
  const recorded = ((): Planned<ModelPlan> => {
    if (options.wholeBatch || program.batchSize <= FIXTURE_BATCH) return whole;
    const overrides = { ...options.overrides, [`${data.id}.batchSize`]: FIXTURE_BATCH };
    const small = planDrawing(document, registry, { ...options, overrides }, planModel);
    if ('refused' in small) return whole;
    // where the number of images stands in the code, it has to be theirs
    return sameCode(small.plan, plan) ? small : whole;
  })();
  const written = new Map(
    Object.entries({
      'model.py': modelFile(plan, { name: model, title, idea, citation, formula }),
      'optim.py': optimFile(plan, program),
      'augment.py': augmentFile({
        inputs: plan.inputs,
        params: new Map([...traced.graph.nodes.values()].map(({ id, params }) => [id, params])),
        dataset,
      }),
      'data.py': dataFile({
        inputs: plan.inputs,
        dataset,
        label: label in dataset.labels ? label : Object.keys(dataset.labels)[0]!,
        size: shape?.[1] ?? dataset.height,
      }),
      'train.py': `${trainFile(about)}\n\n${asPythonComment(document)}`,
      'run.py': RUN_PY,
      'evaluate.py': EVALUATE_PY,
    }).map(([path, code]) => [path, readMarks(formatted(path, code))] as const),
  );
  const project: PyTorchProject = {
    program,
    plan,
    origins: new Map<string, LineOrigins>([...written].map(([path, { origins }]) => [path, origins])),
    fixture: {
      program: recorded.program,
      wires: [...recordedWires(recorded.plan, recorded.program).values()],
    },
    files({ recording, data: bytes }) {
      const proof = recording && {
        'test_parity.py': parityTest({ ...about, program: hashProgram(program) }),
        'safetensors_file.py': SAFETENSORS_PY,
      };
      return new Map<string, string | Uint8Array<ArrayBuffer>>([
        ...[...written].map(([path, { code }]) => [path, code] as const),
        ...Object.entries(proof ?? {}).map(([path, code]) => [path, formatted(path, code)] as const),
        [
          'README.md',
          readme({
            ...about,
            idea,
            citation,
            preset: options.presetName ?? options.preset ?? null,
            hasFixture: recording !== undefined,
            hasData: bytes !== undefined,
          }),
        ],
        ['requirements.txt', REQUIREMENTS],
        ['pyproject.toml', PYPROJECT],
        ['drawing.json', `${JSON.stringify(document, null, 2)}\n`],
        ...(recording ? fixtureFiles(plan, recorded.program, recording, traced.order) : []),
        ...(bytes ? ([[`data/${dataset.file ?? `${dataset.id}.bin`}`, bytes]] as const) : []),
      ]);
    },
  };
  return { project };
}

function formatted(path: string, code: string): string {
  return format(code, path, { line_width: LINE_WIDTH });
}
