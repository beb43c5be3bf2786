import { lately } from './lately.ts';
import { digits } from './numbers.ts';
import type { Metrics, RunMeasurements } from './run-measurements.ts';

/** Shares of ln K. */
const ONE_HOT = 0.1;
const ONE_CLUSTER = 0.2;
const UNIFORM = 0.995;
const AGREED = 0.01;
/** Below so many prototypes in use there is no telling images apart, however many there are. */
const FEWEST = 2;

/** One answer for all images, named by a distribution over prototypes: the sentence that says so, or null. */
export function clusterCollapse({ distribution }: RunMeasurements): string | null {
  const points = lately(distribution);
  const last = points.at(-1);
  if (!last) return null;
  if (points.every(onOneCluster)) {
    return `All images are assigned to one prototype: the entropy of each assignment (${digits(last.entropy!)}) and that of their mean (${digits(last.meanEntropy!)}) are near 0, of ln K = ${digits(Math.log(last.classes!))}.`;
  }
  if (points.every(uniform)) {
    const agreed = last.kl === undefined ? '' : `, and the student agrees (KL ${digits(last.kl)})`;
    return `Every image is assigned to all prototypes alike: the entropy of each assignment (${digits(last.entropy!)}) is that of chance, ln K = ${digits(Math.log(last.classes!))}${agreed}.`;
  }
  return null;
}

function onOneCluster({ classes, entropy, meanEntropy }: Metrics): boolean {
  // one image's assignment tells nothing of the others': then there is no entropy of the mean
  if (classes === undefined || entropy === undefined || meanEntropy === undefined) return false;
  const most = Math.log(classes);
  return entropy < ONE_HOT * most && meanEntropy < Math.min(ONE_CLUSTER * most, Math.log(FEWEST));
}

function uniform({ classes, entropy, kl }: Metrics): boolean {
  if (classes === undefined || classes < 2 || entropy === undefined) return false;
  const most = Math.log(classes);
  return entropy > UNIFORM * most && (kl === undefined || kl < AGREED * most);
}
