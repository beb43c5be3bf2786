import type { Linked } from '../../document/link.ts';
import type { ReadableFile } from '../files/read-file.ts';
import type { ReplayStore } from './replay-store.ts';
import type { SweepStore } from '../sweep/sweep-store.ts';
import type { RunLinks } from './run-links.ts';
import type { RunsStore } from './runs-store.ts';

/** All that is done with runs beside training one. */
export interface Runs {
  readonly store: RunsStore;
  readonly replay: ReplayStore;
  readonly sweep: SweepStore;
  readonly links: RunLinks;
  /** Takes a run from a file into the list, or says there why not; false where the file was never a run. */
  openFile(file: ReadableFile): Promise<boolean>;
  /** The same of a file that was chosen as a run: it is refused where it is none. */
  takeFile(file: ReadableFile): Promise<void>;
  /** Takes the run of a link, whose drawing has been opened, and offers to run it again. */
  openLink(fragment: string, linked: Linked): Promise<void>;
}
