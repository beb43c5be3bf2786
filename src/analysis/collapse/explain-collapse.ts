import type { CollapseReport } from './collapse.ts';

const number = (loss: number): string =>
  loss
    .toFixed(2)
    .replace('-', '−')
    .replace(/^−?0\.00$/, '0');

/** What a report rests on, in sentences: the decisive one first. */
export function explainCollapse({ prediction, grounds, losses, protections }: CollapseReport): string[] {
  const { constant, line, image, noise } = losses;
  const known = `knowing which image it is to ${number(image)}`;
  const permits = `With one embedding for all images the loss comes down to ${number(constant)}, ${known}`;
  const along = `With embeddings on one line the loss comes down to ${number(line)}, ${known}`;
  if (grounds === 'heuristic' && prediction === 'healthy') {
    return [
      `${permits}: the loss itself permits collapse.`,
      `What is known to keep training away from it is here: ${protections.join(', ')}.`,
    ];
  }
  switch (prediction) {
    case 'complete collapse':
      return [`${permits}: nothing keeps the encoder from giving one embedding for all.`];
    case 'dimensional collapse':
      return [`${along}: nothing makes the encoder use more than one direction.`];
    case 'cluster collapse':
      return grounds === 'proved'
        ? [`${permits}: nothing keeps all images from getting the same code.`]
        : ['The teacher is no sharper than the student, so its codes come to be used all alike.'];
    case 'not learning':
      return grounds === 'proved'
        ? [
            `With embeddings that are noise the loss comes down to ${number(noise)}, ${known}: nothing has to be known of an image.`,
          ]
        : ['The queue holds keys of an encoder that has changed since: it follows no slow moving average.'];
    case 'healthy':
      return [`${permits}: the loss itself keeps embeddings apart.`];
  }
}
