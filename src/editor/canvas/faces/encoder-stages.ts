import type { Program } from '../../../ir/program.ts';

/** What an encoder makes of an image at one resolution: height × width × channels of the last feature map of that size. */
export type Stage = readonly [height: number, width: number, channels: number];

const known = new WeakMap<Program, ReadonlyMap<string, readonly Stage[]>>();

/** Forward feature maps as the Program has them, by node: read off the outputs of its convolutions, once for a Program. */
export function encoderStages(program: Program): ReadonlyMap<string, readonly Stage[]> {
  const before = known.get(program);
  if (before) return before;
  const stages = new Map<string, Stage[]>();
  for (const { name, phase, origin, alsoFor = [], types } of program.step.operations) {
    if (name !== 'conv2d' || (phase !== 'forward' && phase !== 'views')) continue;
    const [, height, width, channels] = types[0]!.shape as [number, number, number, number];
    for (const node of [origin, ...alsoFor]) {
      const list = stages.get(node) ?? [];
      const last = list.at(-1);
      // a smaller map begins a stage; a second call of the encoder begins with a larger one, which adds nothing
      if (!last || height < last[0] || width < last[1]) list.push([height, width, channels]);
      else if (height === last[0] && width === last[1]) list[list.length - 1] = [height, width, channels];
      stages.set(node, list);
    }
  }
  known.set(program, stages);
  return stages;
}
