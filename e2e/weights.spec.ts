import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { SMALL_DRAWING } from './support/small-drawing.ts';
import { withoutViolations } from './support/without-violations.ts';

/** Trained far enough in a second that its loss says so. */
const OTHER = {
  images: { dataset: 'mnist', batchSize: 32 },
  encoder: { widths: [8, 16] },
};
const DRAWING = JSON.stringify({
  ...SMALL_DRAWING,
  stages: SMALL_DRAWING.stages.map(({ graph, ...stage }) => ({
    ...stage,
    graph: {
      ...graph,
      nodes: graph.nodes.map((node) => {
        if (node.id === 'optimiser') return { ...node, type: 'optim.adamw', params: { learningRate: 0.01 } };
        return node.id in OTHER ? { ...node, params: OTHER[node.id as keyof typeof OTHER] } : node;
      }),
    },
  })),
});

test('saves weights and encoder, loads the weights, and trains on from there', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await editor.openFile('small.unlabel.json', DRAWING);
  const lab = page.getByRole('region', { name: 'Lab' });
  const choose = async (entry: string) => {
    await lab.getByRole('button', { name: 'Weights', exact: true }).click();
    await page.getByRole('menuitem', { name: entry, exact: true }).click();
  };
  const saved = async (entry: string) => {
    const download = page.waitForEvent('download');
    await choose(entry);
    const file = await download;
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const trainFor = async (steps: number) => {
    await editor.setSteps(steps);
    await editor.button('Train').click();
    await expect(page.getByText(/^Finished/)).toBeVisible({ timeout: 60_000 });
    return editor.number('loss');
  };

  const atFirst = await trainFor(1);
  await editor.setSteps(60);
  await editor.button('Restart').click();
  await editor.untilStep(60);
  await expect(page.getByText(/^Finished/)).toBeVisible({ timeout: 60_000 });

  const weights = await saved('Save weights…');
  expect(weights.name).toBe('small-step-60.safetensors');
  const onnx = await saved('Save encoder as ONNX…');
  expect(onnx.name).toBe('small-encoder.onnx');
  expect(onnx.bytes.toString('latin1')).toContain('encoder/stage1/Conv2d');
  const zip = await saved('Save encoder for TensorFlow.js…');
  expect(zip.bytes.toString('latin1')).toContain('model.json');

  const load = async (name: string, buffer: Buffer) => {
    const chooser = page.waitForEvent('filechooser');
    await choose('Load weights…');
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
  };
  await load('broken.safetensors', weights.bytes.subarray(0, 100));
  const problem = page.getByRole('dialog', { name: 'broken.safetensors could not be loaded' });
  await expect(problem).toContainText('RUN_BAD_SAFETENSORS');
  await problem.getByRole('button', { name: 'Close' }).click();
  await load(weights.name, weights.bytes);
  await expect(lab.getByText('Runs begin from small-step-60.safetensors')).toBeVisible();
  await withoutViolations(page);

  // the same images and views as those of the first step: what differs is the weights
  const fromThere = await trainFor(1);
  expect(fromThere).toBeLessThan(atFirst - 0.05);
  await lab.getByRole('button', { name: 'Begin from untrained weights again' }).click();
  await editor.button('Restart').click();
  await expect.poll(() => editor.number('loss')).toBeCloseTo(atFirst, 3);
  expect(editor.faults).toEqual([]);
});
