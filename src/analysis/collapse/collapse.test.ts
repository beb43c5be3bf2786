import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { ABLATIONS } from '../../../scripts/results/ablations.ts';
import { connect, edited, inTurn, remove, set, type Edit } from '../../../scripts/results/edit-drawing.ts';
import { templates } from '../../../templates/index.ts';
import { documentSchema } from '../../document/schema.ts';
import { reasonAboutCollapse, type CollapseReport } from './collapse.ts';
import { explainCollapse } from './explain-collapse.ts';

function report(template: string, edit: Edit = (graph) => graph): CollapseReport {
  const intact = documentSchema.parse(templates.find(({ id }) => id === template)!.document);
  const found = reasonAboutCollapse(edited({ ...intact, presets: {} }, edit), registry);
  expect(found).not.toBeNull();
  return found!;
}

describe('before a single step', { timeout: 120_000 }, () => {
  it.each(
    templates.map(({ id }) => [id, ['byol', 'simsiam'].includes(id) ? 'heuristic' : 'proved'] as const),
  )('%s is healthy, %s', (id, grounds) => {
    const found = report(id);
    expect(found).toMatchObject({ prediction: 'healthy', grounds });
    expect(explainCollapse(found)[0]).toMatch(/keeps embeddings apart|permits collapse/);
  });

  // what training has measured of the same drawings: docs/results.md
  const MEASURED: Readonly<Record<string, string>> = {
    'simsiam-no-stop-gradient': 'dimensional collapse',
    'simsiam-no-stop-gradient-no-output-norm': 'complete collapse',
    'simsiam-no-predictor': 'dimensional collapse',
    'byol-no-predictor': 'complete collapse',
    'byol-momentum-0': 'healthy',
    'dino-no-centring': 'cluster collapse',
    'dino-no-sharpening': 'cluster collapse',
    'swav-no-sinkhorn': 'cluster collapse',
    'vicreg-no-variance': 'complete collapse',
    'vicreg-no-covariance': 'dimensional collapse',
    'barlow-diagonal-only-1200': 'dimensional collapse',
    'simclr-alignment-only': 'complete collapse',
    'byol-momentum-1': 'healthy',
  };
  it.each(Object.entries(MEASURED))('%s is foretold what was measured: %s', (id, verdict) => {
    const { template, edit } = ABLATIONS.find((ablation) => ablation.id === id)!;
    expect(report(template, edit).prediction).toBe(verdict);
  });

  it('VICReg without invariance has nothing to learn', () => {
    expect(report('vicreg', set('vicreg', { invariance: 0 })).prediction).toBe('not learning');
  });

  it('a queue of keys whose encoder follows at once is not expected to learn, on published grounds', () => {
    const found = report('moco', set('ema', { momentum: 0 }));
    expect(found).toMatchObject({ prediction: 'not learning', grounds: 'heuristic' });
    expect(explainCollapse(found)[0]).toContain('The queue holds keys of an encoder that has changed since');
  });

  it('a predictor that never learns is no protection', () => {
    const { template, edit } = ABLATIONS.find(({ id }) => id === 'simsiam-fixed-predictor')!;
    expect(report(template, edit).protections).toEqual([]);
  });

  it('SimSiam with both towers’ gradient and a predictor on both sides is not taken for protected', () => {
    const edit = inTurn(remove('stopGradient'), connect('predictor.embedding', 'negativeCosine.target'));
    expect(report('simsiam', edit).protections).toEqual([]);
  });

  it('a drawing that cannot be trained gets no report', () => {
    const simclr = documentSchema.parse(templates[0]!.document);
    expect(reasonAboutCollapse(edited(simclr, remove('optimiser')), registry)).toBeNull();
  });
});
