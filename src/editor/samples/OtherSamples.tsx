import { afterCanvas } from '../shell/after-canvas.ts';

const OthersButton = afterCanvas(async () => (await import('../shell/over-canvas.ts')).OthersButton);

/** A button for other images and other views: cards have it as soon as the drawing stands. */
export function OtherSamples() {
  return <OthersButton />;
}
