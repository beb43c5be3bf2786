// What main thread and worker say to each other: types only, so that neither side imports the other.
import type { Checked, Diagnostic } from '../src/diagnostics/diagnostic.ts';
import type { Block, Program, WeightRole } from '../src/ir/program.ts';
import type { Recording } from '../src/ir/recording.ts';
import type { ValueId } from '../src/ir/value.ts';

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

export interface BackendCandidate {
  readonly backend: BackendName;
  readonly usable: boolean;
  /** Hardware or software adapter, threads, or why it cannot be used. */
  readonly detail: string;
}

export interface BackendChoice {
  readonly backend: BackendName;
  /** One sentence for the person: why this one. */
  readonly reason: string;
  /** Threads of the processor that train. */
  readonly threads: number;
  readonly candidates: readonly BackendCandidate[];
}

export interface OpenOptions {
  readonly backend: BackendName | 'auto';
  /** An emulated device, as its candidate's `detail` names it, that has passed the self-test in this page. */
  readonly tested?: string;
  /** URL of the folder that holds the datasets' files. */
  readonly dataUrl: string;
  /** URLs of tfjs's WASM binaries, by file name. */
  readonly wasmUrls: Readonly<Record<string, string>>;
  /** Threads of the backend wasm: all processors up to four where it is left out. Never changes what comes out. */
  readonly threads?: number;
}

/** Numbers in row-major order. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly data: Float32Array | Int32Array;
}

/** Everything a run needs to go on: weights, states and the step that comes next. */
export interface Checkpoint {
  readonly step: number;
  readonly seed: number;
  readonly tensors: Readonly<Record<ValueId, HostTensor>>;
}

export interface MemoryReport {
  readonly tensors: number;
  readonly bytes: number;
  /** Bytes of buffers in use on the graphics device, where there is one. */
  readonly gpuBytes: number | null;
  /** The same with the buffers that are kept to be used again. */
  readonly gpuAllocated: number | null;
}

/** What an embedding probe shows of a batch besides its metrics. */
export interface EmbeddingPicture {
  /** Singular values of the embedding, largest first. */
  readonly spectrum: Float32Array;
  /** Images compared. */
  readonly side: number;
  /** side×side cosines: first views in rows, second views (first ones again where there is one view) in columns. */
  readonly similarity: Float32Array;
}

export type RunEvent =
  | {
      readonly kind: 'started';
      readonly backend: BackendName;
      readonly parameters: number;
      readonly step: number;
      readonly steps: number;
    }
  /** `losses` by optimiser node; `seconds` of wall time since the run began, pauses excluded. */
  | {
      readonly kind: 'step';
      readonly step: number;
      readonly loss: number;
      readonly losses: Readonly<Record<string, number>>;
      readonly learningRate: number;
      readonly seconds: number;
    }
  /** `untrained`: the same metrics of the initial weights, once they were measured; `picture` of probes that show one. */
  | {
      readonly kind: 'probe';
      readonly step: number;
      readonly node: string;
      readonly metrics: Readonly<Record<string, number>>;
      readonly untrained: Readonly<Record<string, number>> | null;
      readonly picture?: EmbeddingPicture;
    }
  | { readonly kind: 'paused'; readonly step: number }
  | { readonly kind: 'resumed'; readonly step: number }
  /** A checkpoint the main thread keeps, so that a lost device or worker loses little. */
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'failed'; readonly step: number; readonly diagnostic: Diagnostic }
  | {
      readonly kind: 'finished';
      readonly step: number;
      readonly reason: 'complete' | 'stopped';
      readonly seconds: number;
      readonly stepsPerSecond: number;
      /** Of the final weights and states, as `digestOf` gives it: equal where every bit is. */
      readonly digest: string;
      readonly memory: MemoryReport;
    };

export interface StartOptions {
  readonly seed: number;
  /** Go on from here; tensors that the program does not have are ignored, those it lacks are initialised. */
  readonly checkpoint?: Checkpoint;
  /** Begin from these weights and states instead of initial ones, as far as the program has them. */
  readonly weights?: Readonly<Record<ValueId, HostTensor>>;
  /** Metrics of the untrained weights by probe node, where a run that goes on has measured them before. */
  readonly untrained?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Begin paused, to be stepped by hand. */
  readonly paused?: boolean;
}

/** A block run once on given tensors, as fixtures are. */
export interface EvaluateRequest {
  readonly block: Block;
  readonly given: Readonly<Record<string, HostTensor>>;
  readonly outputs: readonly ValueId[];
}

/** Whose representation is asked for: a dataset probe's, with the weights of a checkpoint (initial ones where it has none). */
export interface RepresentRequest {
  readonly program: Program;
  /** Id of the probe node. */
  readonly node: string;
  readonly checkpoint: Checkpoint;
}

/** How well a label can be read off features by a linear map. */
export interface LabelReadout {
  readonly label: string;
  /** Share of held-out images whose label is read rightly, in [0, 1]. */
  readonly accuracy: number;
  /** The same of an answer that is always the most frequent class of the training part. */
  readonly chance: number;
}

/** What an encoder makes of the images of a dataset, of N at most 4096 of them, always the same. */
export interface Representation {
  /** Steps done when the weights were taken. */
  readonly step: number;
  /** N×D of length 1, row i of image i of `DatasetView`. */
  readonly features: HostTensor;
  /** N×2: the features as they are on their two principal axes. */
  readonly points: Float32Array;
  /** Share of all variance along either axis, in [0, 1]. */
  readonly explained: readonly [number, number];
  /** Of every label that has images enough. */
  readonly readouts: readonly LabelReadout[];
}

/** The images that `Representation` is of, to be shown. */
export interface DatasetView {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** N×H×W×C, 0 … 255. */
  readonly images: Uint8Array<ArrayBuffer>;
  readonly labels: Readonly<
    Record<string, { readonly names: readonly string[]; readonly values: Int32Array }>
  >;
}

/** The step after a state, to be looked at. */
export interface DissectRequest {
  /** Compiled with `dissect: wireGradients`. */
  readonly program: Program;
  readonly seed: number;
  /** Weights, states and the step that comes next; initial ones and the first step where it is left out. */
  readonly checkpoint?: Checkpoint;
}

/** Steps to be recorded as the fixture of exported code. */
export interface RecordRequest {
  readonly program: Program;
  readonly seed: number;
  readonly steps: number;
  /** Ids of wires whose values in the first step are kept; their values must be in the program (`dissect`). */
  readonly wires?: readonly string[];
  /**
   * Moves every initial weight by this share of itself, up or down in turn: what comes out very differently then hangs on the last digits of
   * some number, such as an activation next to zero, and proves nothing about other code.
   */
  readonly nudge?: number;
}

/** A picture of a tensor, small whatever its size. */
export type Preview =
  | { readonly kind: 'scalar'; readonly value: number }
  /**
   * At most eight images, the views of each one after another; of each its row. `range`: pixels are not in [0, 1] and were
   * stretched to it from these bounds.
   */
  | {
      readonly kind: 'images';
      readonly images: SampleImages;
      readonly rows: readonly number[];
      readonly range: readonly [number, number] | null;
    }
  /** At most 128 numbers in order; where there were more, each is the mean of its neighbours. */
  | { readonly kind: 'bars'; readonly values: Float32Array }
  /**
   * At most 64×64 in row-major order; where there were more, each is the mean of a block. Of a tensor with more axes: the
   * first and the last, averaged over those between.
   */
  | {
      readonly kind: 'matrix';
      readonly rows: number;
      readonly columns: number;
      readonly values: Float32Array;
      readonly averaged: boolean;
    };

/** What can be said of a tensor at a glance; statistics are of its finite numbers, NaN where it has none. */
export interface Summary {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  /** Of the numbers themselves (divided by n). */
  readonly std: number;
  /** √Σx² */
  readonly norm: number;
  /** Shares of all numbers, 0 to 1. */
  readonly zeros: number;
  readonly notFinite: number;
  readonly preview: Preview;
}

/** What travels on a wire of the program, and the gradient of the loss with respect to it where one flows back. */
export interface WireRecord {
  readonly edge: string;
  readonly value: Summary;
  readonly gradient: Summary | null;
}

/** A weight or a state that the step changes. Norms are L2 norms. */
export interface Change {
  readonly id: ValueId;
  readonly node: string;
  readonly name: string;
  readonly role: WeightRole | 'state';
  readonly size: number;
  readonly before: number;
  readonly after: number;
  /** Of the difference. */
  readonly change: number;
  /** Of the loss's gradient, before the optimiser clips or scales it; null where there is none. */
  readonly gradient: number | null;
}

/** One training step, taken apart. */
export interface Dissection {
  /** Counted from 0. */
  readonly step: number;
  readonly backend: BackendName;
  /** By optimiser node. */
  readonly losses: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly wires: readonly WireRecord[];
  /** In the order of the commits. */
  readonly changes: readonly Change[];
}

/** What the worker offers. Every call resolves to an outcome; none rejects for what a person can cause. */
export interface TrainerApi {
  /**
   * Loads the backend's code and the dataset before they are asked for, touching no device. What goes wrong is told when
   * they are.
   */
  prepare(options: OpenOptions, dataset: string): Promise<Checked<null>>;
  /** Chooses and starts a backend; may be called again to change it while nothing runs. */
  open(options: OpenOptions): Promise<Checked<BackendChoice>>;
  /** Loads data, initialises weights and begins. Events arrive in batches, at most about ten times a second. */
  start(
    program: Program,
    options: StartOptions,
    onEvents: (events: readonly RunEvent[]) => void,
  ): Promise<Checked<{ readonly parameters: number }>>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Runs one step while paused. */
  stepOnce(): Promise<void>;
  /** Ends the run after the step in flight. */
  stop(): Promise<void>;
  checkpoint(): Promise<Checked<Checkpoint>>;
  memory(): Promise<MemoryReport>;
  evaluate(request: EvaluateRequest): Promise<Checked<Readonly<Record<ValueId, HostTensor>>>>;
  /** Encodes the dataset, in pieces between the steps of a run that goes on. */
  represent(request: RepresentRequest): Promise<Checked<Representation>>;
  view(dataset: string): Promise<Checked<DatasetView>>;
  /** Computes one step and tells what was in it. No run is changed by it, the present one included. */
  dissect(request: DissectRequest): Promise<Checked<Dissection>>;
  /** Computes some steps from initial weights and keeps all of them. No run is changed by it. */
  record(request: RecordRequest): Promise<Checked<Recording>>;
}

/** Images of a dataset as a part of a drawing changes them, to be looked at. */
export interface SampleRequest {
  readonly dataset: string;
  /** URL of the folder that holds the datasets' files. */
  readonly dataUrl: string;
  /** Reads images of the dataset and random draws alone. */
  readonly block: Block;
  /** N×H×W×C with one or three channels, pixels in [0, 1]; what is beyond is cut off. */
  readonly value: ValueId;
  /** How many images are taken from the dataset: what the block's feeds ask for. */
  readonly images: number;
  /** Which images and which random numbers: those of this step of a run with this seed. */
  readonly seed: number;
  readonly step: number;
}

export interface SampleImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** count × height × width × 4 bytes, red, green, blue and opaque. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** What the worker for samples offers; it knows of no run. */
export interface SamplerApi {
  sample(request: SampleRequest): Promise<Checked<SampleImages>>;
}
