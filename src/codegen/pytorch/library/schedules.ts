import { snippet } from '../../snippet.ts';

export const linear = snippet(
  'linear',
  [],
  `
def linear(step: int, steps: int, start: float, end: float) -> float:
    """A straight line from \`start\` to \`end\`, reached at the last of \`steps\` steps."""
    return end if steps <= 1 or step >= steps - 1 else start + (end - start) * step / (steps - 1)
`,
);

export const cosine = snippet(
  'cosine',
  [],
  `
def cosine(step: int, steps: int, start: float, end: float) -> float:
    """Half a cosine from \`start\` to \`end\`, reached at the last of \`steps\` steps."""
    if steps <= 1 or step >= steps - 1:
        return end
    return end - (end - start) * (math.cos(math.pi * step / (steps - 1)) + 1) / 2
`,
);

export const warmupCosine = snippet(
  'warmup_cosine',
  [cosine],
  `
def warmup_cosine(step: int, steps: int, warmup: int, base: float, final: float) -> float:
    """A linear warm-up to \`base\`, then half a cosine down to \`final\` (Loshchilov and Hutter 2017)."""
    if step < warmup:
        return base * (step + 1) / warmup
    return cosine(step - warmup, steps - warmup, base, final)
`,
);

export const warmupMilestones = snippet(
  'warmup_milestones',
  [],
  `
def warmup_milestones(step: int, warmup: int, base: float, factor: float, milestones: list) -> float:
    """A linear warm-up to \`base\`, then times \`factor\` from each milestone on."""
    if step < warmup:
        return base * (step + 1) / warmup
    return base * factor ** sum(step >= at for at in milestones)
`,
);
