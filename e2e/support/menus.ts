import { expect, type Locator, type Page } from '@playwright/test';

/** The line of an open list that Enter takes. */
export function markedOption(page: Page): Locator {
  return page.locator('[role=option][data-highlighted]');
}

/** Presses Enter once the list has marked the line that says this: it marks a moment after it has changed. */
export async function enterOption(page: Page, text: RegExp | string): Promise<void> {
  await expect(markedOption(page)).toHaveCount(1);
  await expect(markedOption(page)).toContainText(text);
  await page.keyboard.press('Enter');
}
