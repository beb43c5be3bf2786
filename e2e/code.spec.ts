import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { Editor } from './support/editor.ts';
import { withoutViolations } from './support/without-violations.ts';

async function downloaded(
  page: Page,
  begin: () => Promise<void>,
): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), begin()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

test('P shows the drawing as code: lines and nodes light each other up, and the project that is downloaded opens as the same drawing', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  const lab = page.getByRole('region', { name: 'Lab' });
  const files = lab.getByRole('list', { name: 'Files' });
  const line = (text: string) => lab.locator('.cm-line', { hasText: text }).first();
  const code = lab.getByRole('textbox', { name: 'Code' });
  const saved = () => downloaded(page, () => page.keyboard.press('Control+s'));

  await page.getByRole('region', { name: 'Drawing' }).focus();
  await page.keyboard.press('p');
  await expect(files.getByRole('button').first()).toHaveText('model.py');
  await expect(lab.getByRole('button', { name: /^Proven: within \d/ })).toBeVisible();

  await test.step('as a tfjs module too, whose lines know their nodes as well', async () => {
    await lab.getByRole('combobox', { name: 'Language' }).click();
    await page.getByRole('option', { name: 'TensorFlow.js' }).click();
    await expect(files.getByRole('button').first()).toHaveText('model.js');
    await expect(lab.getByRole('button', { name: /^Proven: within \d/ })).toBeVisible();
    await editor.node('encoder').hover();
    await expect(line('this.encoder = new Sequential(')).toHaveClass(/code-lit/);
    await lab.getByRole('combobox', { name: 'Language' }).click();
    await page.getByRole('option', { name: 'PyTorch' }).click();
    await expect(files.getByRole('button').first()).toHaveText('model.py');
  });

  await test.step('pointing at a node scrolls to its lines, pointing at a line shows its node', async () => {
    await editor.node('encoder').hover();
    await expect(line('self.encoder = nn.Sequential(')).toHaveClass(/code-lit/);
    await line('self.projector = nn.Sequential(').hover();
    await expect(editor.node('projector')).toHaveAttribute('data-pointed-at', /.*/);
    await expect(line('self.encoder = nn.Sequential(')).not.toHaveClass(/code-lit/);
    await line('self.projector = nn.Sequential(').click();
    await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'projector');
  });

  await test.step('it follows edits, to the file they are in', async () => {
    // the view is still on its way to the projector: what moves would be missed, and the lower part of this card is out of sight then
    const place = () => editor.node('optimiser').boundingBox();
    await expect(async () => {
      const before = await place();
      await page.waitForTimeout(300);
      expect(await place()).toEqual(before);
    }).toPass();
    await editor.node('optimiser').click({ position: { x: 50, y: 14 } });
    await expect(files.getByRole('button', { name: 'optim.py' })).toHaveAttribute('aria-current', 'true');
    await expect(code).toContainText('weight_decay');
    await editor.setSteps(37);
    await files.getByRole('button', { name: 'train.py' }).click();
    await page.mouse.move(0, 0);
    await code.press('Control+f');
    await lab.getByPlaceholder('Find').pressSequentially('steps", type');
    await lab.getByPlaceholder('Find').press('Enter');
    await expect(line('"--steps"')).toContainText('default=37');
    await lab.getByPlaceholder('Find').press('Escape');
    await expect(lab.getByRole('button', { name: 'Not yet proven' })).toBeVisible();
    await withoutViolations(page, '.code');
  });

  const before = await saved();
  const zip = await downloaded(page, () => lab.getByRole('button', { name: 'Download .zip' }).click());
  expect(zip.name).toBe('simclr.zip');
  await test.step('the zip brings the drawing back', async () => {
    await editor.openMethod('SimSiam');
    await expect(editor.node('predictor')).toBeVisible();
    await editor.openFile(zip.name, zip.content);
    await expect(editor.node('ntXent')).toBeVisible();
    expect((await saved()).content.toString()).toBe(before.content.toString());
  });

  await test.step('what its test found is taken as the proof of this drawing', async () => {
    const test = strFromU8(unzipSync(zip.content)['simclr/test_parity.py']!);
    const report = {
      format: 'unlabel-parity',
      target: 'pytorch',
      program: /^PROGRAM = "(\w+)"$/m.exec(test)![1],
      engine: 'PyTorch 2.1.0',
      date: '2026-11-29',
      processes: 1,
      errors: { loss: 1e-7, gradient: 2e-6, state: 3e-7 },
      passed: true,
    };
    await lab.getByRole('tab', { name: 'Train' }).click();
    await editor.openFile('parity.json', JSON.stringify(report));
    await lab.getByRole('button', { name: 'Proven: within 2.0e-6' }).click();
    await expect(page.getByRole('dialog')).toContainText('Dropped here: PyTorch 2.1.0');
  });
  expect(editor.faults).toEqual([]);
});
