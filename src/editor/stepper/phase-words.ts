import { formatCount, formatNumber } from '../lab/format-number.ts';
import type { StepPhase } from './step-phases.ts';
import type { TakenStep } from './stepper-store.ts';

export const PHASE_TITLES: Readonly<Record<StepPhase, string>> = {
  sample: 'Sample',
  views: 'Views',
  forward: 'Forward',
  loss: 'Loss',
  backward: 'Backward',
  optimiser: 'Optimiser',
  commit: 'Commit',
};

/** What happens in a phase of this step, in one sentence. */
export function phaseSentence(
  phase: StepPhase,
  { dissection, phases, batchSize, dataset }: TakenStep,
): string {
  const losses = Object.values(dissection.losses).map((loss) => formatNumber(loss));
  switch (phase) {
    case 'sample':
      return `${formatCount(batchSize)} images of ${dataset} are drawn.`;
    case 'views':
      return phases.views.nodes.length > 0
        ? 'Augmentation makes views of them, with this step’s random numbers.'
        : 'Nothing is done to the images of this drawing.';
    case 'forward':
      return 'Encoders and heads compute what they make of them, with the weights as they were at the step’s start.';
    case 'loss':
      return `What they made is compared: ${losses.join(' and ')}.`;
    case 'backward':
      return 'The gradient of the loss comes back, against the wires. Shown is ∂loss/∂value.';
    case 'optimiser':
      return `New values for trained weights are found, at a learning rate of ${formatNumber(dissection.learningRate)}.`;
    case 'commit':
      return phases.commit.changes.length > 0
        ? 'Weights take their new values, and with them all that follows or remembers.'
        : 'Weights take their new values. The drawing remembers nothing else.';
  }
}
