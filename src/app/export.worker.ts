import startFormatter from '@wasm-fmt/ruff_fmt/web';
import { expose, wrap } from 'comlink';
import { registry } from '../../nodes/index.ts';
import type { TrainerApi } from '../../workers/protocol.ts';
import { stepCost } from '../analysis/cost.ts';
import { failure, success } from '../base/outcome.ts';
import { slug } from '../base/slug.ts';
import type { ExportedProject } from '../codegen/exported-project.ts';
import { recordProof } from '../codegen/fixture/record-proof.ts';
import { notebookOf } from '../codegen/notebook/notebook.ts';
import { preparePyTorch } from '../codegen/pytorch/export-pytorch.ts';
import { prepareTfjs } from '../codegen/tfjs/export-tfjs.ts';
import { CODE_TARGETS, type CodeTarget, type TargetId } from '../codegen/targets.ts';
import { zipProject } from '../codegen/zip-project.ts';
import { outerNode } from '../compiler/outer-place.ts';
import type { CompileOptions } from '../compiler/compile-options.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../document/schema.ts';
import type {
  PackedProject,
  PackProgress,
  ProjectRequest,
  WrittenProject,
} from '../editor/code/project-maker.ts';
import { findDataset } from '../ir/datasets.ts';
import { hashProgram } from '../ir/hash.ts';
import type { Registry } from '../spec/registry.ts';

type Prepare = (
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions,
) => Prepared | Promise<Prepared>;

type Prepared = { readonly project: ExportedProject } | { readonly refused: readonly Diagnostic[] };

/** What writes each target. */
const PREPARE: Readonly<Record<TargetId, Prepare>> = { pytorch: preparePyTorch, tfjs: prepareTfjs };

/** What the page does for a worker that packs. */
export interface PackHost {
  progress(progress: PackProgress): void;
  /** The port of a trainer that computes in float32. */
  trainer(): Promise<Checked<MessagePort>>;
}

/** What the worker offers that writes drawings as code. */
export interface ExportApi {
  write(request: ProjectRequest): Promise<Checked<WrittenProject>>;
  /** The PyTorch project as a Jupyter notebook. */
  notebook(request: ProjectRequest): Promise<Checked<string>>;
  /** `dataUrl`: the folder that holds the datasets' files. */
  pack(request: ProjectRequest, dataUrl: string, host: PackHost): Promise<Checked<PackedProject>>;
}

const formatter = startFormatter();

async function prepare({ target, document, preset }: ProjectRequest): Promise<Checked<ExportedProject>> {
  await formatter;
  const prepared = await PREPARE[target](document, registry, preset === null ? {} : { preset });
  return 'refused' in prepared ? failure(prepared.refused) : success(prepared.project);
}

async function bytesAt(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status} ${answer.statusText}`);
  return new Uint8Array(await answer.arrayBuffer());
}

const api: ExportApi = {
  async write(request) {
    const prepared = await prepare(request);
    if (!prepared.ok) return prepared;
    const { origins, program } = prepared.value;
    const { order } = CODE_TARGETS.find(({ id }) => id === request.target)! as CodeTarget;
    const place = (path: string) => (order.includes(path) ? order.indexOf(path) : order.length);
    const files = [...prepared.value.files({})]
      .flatMap(([path, text]) =>
        typeof text === 'string' && path !== 'drawing.json'
          ? [{ path, text, origins: (origins?.get(path) ?? []).map((ids) => ids.map(outerNode)) }]
          : [],
      )
      .sort((a, b) => place(a.path) - place(b.path));
    return success({ files, digest: hashProgram(program) });
  },

  async notebook(request) {
    const prepared = await prepare({ ...request, target: 'pytorch' });
    if (!prepared.ok) return prepared;
    const { steps, batchSize } = prepared.value.program;
    const files = prepared.value.files({});
    return success(notebookOf({ document: request.document, files, steps, batchSize }));
  },

  async pack(request, dataUrl, host) {
    const prepared = await prepare(request);
    if (!prepared.ok) return prepared;
    const project = prepared.value;
    const { program, wires } = project.fixture;
    let trainer: ReturnType<typeof wrap<TrainerApi>> | undefined;
    const proof = await recordProof({
      program,
      wires,
      cost: stepCost(program),
      record: async (asked) => {
        if (!trainer) {
          const port = await host.trainer();
          if (!port.ok) return port;
          trainer = wrap<TrainerApi>(port.value);
        }
        return trainer.record(asked);
      },
      onSeed: (seed) => host.progress({ doing: 'recording', seed }),
    });
    if (!proof.ok) return proof;
    host.progress({ doing: 'packing' });
    const recording = 'recording' in proof.value ? { recording: proof.value.recording } : {};
    const file = findDataset(project.program.dataset)?.file;
    const data = file ? { data: await bytesAt(new URL(file, dataUrl)) } : {};
    const files = project.files({ ...recording, ...data });
    const zip = zipProject(slug(request.document.meta.title) || 'drawing', files);
    return success({ zip, note: 'note' in proof.value ? proof.value.note : null });
  },
};

expose(api);
