import { afterCanvas } from '../shell/after-canvas.ts';

const OthersButton = afterCanvas((around) => around.OthersButton);

/** A button for other images and other views: cards have it as soon as the drawing stands. */
export function OtherSamples() {
  return <OthersButton />;
}
