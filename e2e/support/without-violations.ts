import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What is open over the window: around it the component library keeps guards of the focus that axe takes for faults. */
export const POPUPS = '[role=dialog], [role=alertdialog], [role=menu]';

/** Expects axe to find nothing wrong in a part of the page, or in all of it. */
export async function withoutViolations(page: Page, part?: string): Promise<void> {
  const axe = new AxeBuilder({ page });
  // a part need not have landmarks of its own
  if (part !== undefined) axe.include(part).disableRules('region');
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => [
    id,
    nodes.map(({ target, html }) => `${target.join(' ')} ${html}`),
  ]);
  expect(found).toEqual([]);
}
