import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 1024, height: 768 },
  ]) {
    test(`axe finds nothing, ${colorScheme}, ${viewport.width}×${viewport.height}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, viewport });
      const editor = new Editor(await context.newPage());
      await editor.open();
      const page = await new AxeBuilder({ page: editor.page }).analyze();
      expect(page.violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);

      await editor.node('ntXent').click();
      await editor.page.getByRole('tab', { name: /^Problems/ }).click();
      const node = await new AxeBuilder({ page: editor.page }).analyze();
      expect(node.violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
      // nothing is cut off: the page itself never scrolls sideways
      expect(await editor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await context.close();
    });
  }
}
