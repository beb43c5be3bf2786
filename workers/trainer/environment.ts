import type { Checked, Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Dataset } from '../data/dataset.ts';
import type { BackendDriver } from '../engine/backends/driver.ts';
import type { OpenOptions } from '../protocol.ts';
import type { Measurements } from './measurements.ts';

/** What differs between a browser's worker, Node and a test. */
export interface Environment {
  /** The backends of this platform. `report` hears of problems of a device that is in use. */
  drivers(options: OpenOptions, report: (problem: Diagnostic) => void): Promise<readonly BackendDriver[]>;
  loadDataset(id: string, dataUrl: string): Promise<Checked<Dataset>>;
  readonly measurements: Measurements;
  /** Seconds between checkpoints of a run at most. */
  readonly checkpointEvery: number;
}
