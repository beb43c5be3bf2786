import { describe, expect, test } from 'vitest';
import { documentSchema } from '../../src/document/schema.ts';
import { temporaryFile, unlabel } from '../../src/cli/testing/unlabel.ts';
import { findTemplate } from '../../templates/index.ts';
import { ABLATIONS } from './ablations.ts';
import { edited, inTurn, type Edit } from './edit-drawing.ts';
import { shrink } from './shrink.ts';

const LN_K = Math.log(32);

interface Outcome {
  readonly verdict: string;
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
}

const same: Edit = (graph) => graph;
const trained = new Map<string, Promise<Outcome>>();

/** Trains a template, or an ablation of one, at a small scale; each once. */
function outcome(id: string, steps = 200): Promise<Outcome> {
  const ablation = ABLATIONS.find((one) => one.id === id);
  const known = trained.get(id) ?? train(ablation?.template ?? id, ablation?.edit ?? same, steps);
  trained.set(id, known);
  return known;
}

async function train(template: string, edit: Edit, steps: number): Promise<Outcome> {
  const intact = documentSchema.parse(findTemplate(template)!.document);
  const document = edited({ ...intact, presets: {} }, inTurn(edit, shrink));
  const file = temporaryFile('small.json', JSON.stringify(document));
  const options = ['--steps', String(steps), '--seed', '1', '--backend', 'wasm', '--json'];
  const { status, json } = await unlabel('train', file, ...options);
  expect(status).toBe(0);
  const lines = json();
  const finished = lines.find(({ event }) => event === 'finished')!;
  const losses = lines.flatMap(({ event, loss }) => (event === 'step' ? [loss as number] : []));
  return {
    verdict: (finished['verdict'] as { kind: string }).kind,
    loss: losses.at(-1)!,
    metrics: Object.assign({}, ...lines.map(({ metrics }) => metrics ?? {})) as Record<string, number>,
  };
}

describe('published collapses, at a small scale', () => {
  test.each(['simsiam', 'byol', 'swav', 'vicreg', 'simclr'])('%s itself does not collapse', async (id) => {
    expect((await outcome(id)).verdict).toBe('healthy');
  });

  test.each(['simsiam-no-stop-gradient', 'simsiam-no-predictor'])(
    '%s loses rank, while the affine-free output norm holds the std',
    async (id) => {
      const [intact, broken] = [await outcome('simsiam'), await outcome(id)];
      expect(broken.loss).toBeLessThan(intact.loss);
      expect(broken.metrics['rankMe']!).toBeLessThan(0.6 * intact.metrics['rankMe']!);
      expect(broken.metrics['stdTimesRootD']!).toBeGreaterThan(0.6);
    },
  );

  test.each([
    'simsiam-no-stop-gradient-no-output-norm',
    'byol-no-predictor',
    'vicreg-no-variance',
    'simclr-alignment-only',
  ])('%s maps all images to one point', async (id) => {
    expect((await outcome(id)).verdict).toBe('complete collapse');
  });

  test('byol-momentum-0 is no collapse at this scale', async () => {
    expect((await outcome('byol-momentum-0')).verdict).toBe('healthy');
  });

  test('vicreg-no-covariance keeps the std and loses rank', async () => {
    const [intact, broken] = [await outcome('vicreg'), await outcome('vicreg-no-covariance')];
    expect(broken.metrics['rankMe']!).toBeLessThan(0.6 * intact.metrics['rankMe']!);
    expect(broken.metrics['stdTimesRootD']!).toBeGreaterThan(intact.metrics['stdTimesRootD']!);
  });

  test('barlow-diagonal-only agrees better in fewer directions', async () => {
    const steps = 800;
    const [intact, broken] = [
      await outcome('barlow-twins', steps),
      await outcome('barlow-diagonal-only', steps),
    ];
    expect(broken.loss).toBeLessThan(0.5 * intact.loss);
    expect(broken.metrics['rankMe']!).toBeLessThan(0.8 * intact.metrics['rankMe']!);
    expect(broken.metrics['stdTimesRootD']!).toBeGreaterThan(intact.metrics['stdTimesRootD']!);
  });

  test('swav-no-sinkhorn puts all images into one cluster', async () => {
    const { verdict, loss, metrics } = await outcome('swav-no-sinkhorn');
    expect(verdict).toBe('cluster collapse');
    expect(loss).toBeLessThan(0.05);
    expect(metrics['perplexity']!).toBeLessThan(1.1);
  });

  test('dino-no-centring ends one-hot, dino-no-sharpening uniform, DINO in between', async () => {
    const steps = 300;
    const entropy = async (id: string) => (await outcome(id, steps)).metrics['entropy']!;
    expect((await outcome('dino-no-centring', steps)).verdict).toBe('cluster collapse');
    expect(await entropy('dino-no-centring')).toBeLessThan(0.05 * LN_K);
    expect(await entropy('dino-no-sharpening')).toBeGreaterThan(0.95 * LN_K);
    const own = await entropy('dino');
    expect(own).toBeGreaterThan(0.3 * LN_K);
    expect(own).toBeLessThan(0.85 * LN_K);
  });
});
