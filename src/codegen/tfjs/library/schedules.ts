import { snippet } from '../../snippet.ts';

export const linear = snippet(
  'line',
  [],
  `
/** A straight line from \`start\` to \`end\`, reached at the last of \`steps\` steps. */
const line = (step, steps, start, end) =>
  steps <= 1 || step >= steps - 1 ? end : start + ((end - start) * step) / (steps - 1);
`,
);

export const cosine = snippet(
  'cosine',
  [],
  `
/** Half a cosine from \`start\` to \`end\`, reached at the last of \`steps\` steps. */
function cosine(step, steps, start, end) {
  if (steps <= 1 || step >= steps - 1) return end;
  return end - ((end - start) * (Math.cos((Math.PI * step) / (steps - 1)) + 1)) / 2;
}
`,
);

export const warmupCosine = snippet(
  'warmupCosine',
  [cosine],
  `
/** A linear warm-up to \`base\`, then half a cosine down to \`final\` (Loshchilov and Hutter 2017). */
function warmupCosine(step, steps, warmup, base, final) {
  if (step < warmup) return (base * (step + 1)) / warmup;
  return cosine(step - warmup, steps - warmup, base, final);
}
`,
);

export const warmupMilestones = snippet(
  'warmupMilestones',
  [],
  `
/** A linear warm-up to \`base\`, then times \`factor\` from each milestone on. */
function warmupMilestones(step, warmup, base, factor, milestones) {
  if (step < warmup) return (base * (step + 1)) / warmup;
  return base * factor ** milestones.filter((at) => step >= at).length;
}
`,
);
