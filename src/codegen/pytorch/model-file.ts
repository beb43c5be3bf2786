import { markStatement } from '../origins.ts';
import type { Line, ModelPlan } from './plan.ts';
import { indent, pythonFile } from './python-file.ts';

export interface About {
  /** The model's class. */
  readonly name: string;
  readonly title: string;
  readonly idea: string;
  readonly citation: string;
  /** The loss, in KaTeX. */
  readonly formula: string;
}

/**
 * `model.py`: the networks, what is computed with them in one step, and what moves besides the optimiser. Its statements are marked with
 * their nodes (`origins.ts`).
 */
export function modelFile(plan: ModelPlan, about: About): string {
  const { inputs, init, forward, commits, embed, before, after, usesStep } = plan;
  const parameters = [
    'self',
    ...inputs.map(({ name }) => `${name}: torch.Tensor`),
    ...(usesStep ? ['step: int'] : []),
  ];
  const text = (lines: readonly Line[]) =>
    lines.flatMap((line) => markStatement(line.text, line.node).split('\n'));
  const describe = inputs.map(({ name, kind, views }) => `${name}: ${describeInput(kind, views)}`);
  const method = (name: string, says: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          '',
          '@torch.no_grad()',
          `def ${name}(self, step: int, steps: int) -> None:`,
          ...indent([`"""${says}"""`, ...lines]),
        ];
  const body = [
    `class ${about.name}(nn.Module):`,
    ...indent([
      ...docstring(about),
      '',
      'def __init__(self):',
      ...indent(['super().__init__()', ...text(init)]),
      '',
      `def forward(${parameters.join(', ')}) -> torch.Tensor:`,
      ...indent([
        '"""The loss of one step.',
        '',
        ...describe,
        '"""',
        ...text(forward),
        ...(commits.length > 0 ? ['if self.training:', ...indent(text(commits))] : []),
        `return ${plan.loss}`,
      ]),
      '',
      'def embed(self, images: torch.Tensor) -> torch.Tensor:',
      ...indent([
        '"""What is evaluated: one vector for each of plain images (batch x channels x height x width)."""',
        ...text(embed.slice(0, -1)),
        ...text([{ text: `return ${embed.at(-1)!.text}`, node: embed.at(-1)!.node }]),
      ]),
      ...method('before_step', 'What moves before the forward pass.', text(before)),
      ...method('after_step', 'What moves after the optimiser.', text(after)),
    ]),
  ];
  return pythonFile(
    `${about.title}: the networks, the loss of one step, and what moves besides the optimiser.`,
    plan.snippets,
    body.join('\n'),
  );
}

function docstring({ title, idea, citation, formula }: About): string[] {
  const clean = (text: string) => text.replaceAll('"""', "'''");
  const paragraphs = [
    ...(idea === '' ? [] : wrap(clean(idea))),
    ...(formula === '' ? [] : ['', 'Loss:', `    ${clean(formula)}`]),
    ...(citation === '' ? [] : ['', ...wrap(clean(citation))]),
  ];
  if (paragraphs.length === 0) return [`"""${clean(title)}."""`];
  return [`r"""${clean(title)}.`, '', ...paragraphs, '"""'];
}

/** Words in lines of at most 100 characters. */
export function wrap(text: string, width = 100): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function describeInput(kind: string, views: number): string {
  if (kind === 'labels') return 'batch, a class of each image or -1.';
  if (kind === 'index') return "batch, each image's place in the dataset.";
  const rows = views > 1 ? `${views} views x batch` : 'batch';
  return `${rows} x channels x height x width.`;
}
