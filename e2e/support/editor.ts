import { expect, type Locator, type Page } from '@playwright/test';

/** The editor as a person meets it: what can be seen and pressed. */
export class Editor {
  readonly page: Page;
  /** Errors of the page's own scripts; every test ends by finding none. */
  readonly faults: string[] = [];
  readonly #prepared: Promise<unknown>;

  /**
   * @param whole the page does of its own accord what it does for someone who need not save data: it makes the engine ready
   *   before *Train* is pressed and shows images on cards. Most tests are about something else and are spared its work.
   */
  constructor(page: Page, { whole = false }: { readonly whole?: boolean } = {}) {
    this.page = page;
    this.#prepared = page.addInitScript((spare) => {
      if (spare) {
        Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true });
      }
      // files are opened and downloaded as in browsers that give no access to the disk: tests cannot see the pickers
      delete (window as { showOpenFilePicker?: unknown }).showOpenFilePicker;
      delete (window as { showSaveFilePicker?: unknown }).showSaveFilePicker;
    }, !whole);
    page.on('pageerror', (error) => this.faults.push(error.message));
  }

  /** Goes to an address once the browser knows what each page is to be spared: said too late, it would ask for pickers. */
  async goto(url: string): Promise<void> {
    await this.#prepared;
    await this.page.goto(url);
  }

  /** Opens the editor and waits until the drawing stands and can be trained. */
  async open(): Promise<void> {
    await this.goto('/');
    await expect(this.node('encoder')).toBeVisible();
    await expect(this.button('Train')).toBeEnabled();
  }

  button(name: string): Locator {
    return this.page.getByRole('banner').getByRole('button', { name, exact: true });
  }

  node(id: string): Locator {
    return this.page.getByTestId(`node-${id}`);
  }

  port(node: string, side: 'input' | 'output', label: string): Locator {
    return this.node(node).getByRole('button', { name: `${node} ${side} ${label}`, exact: true });
  }

  wire(from: string, to: string): Locator {
    return this.page.locator(`.react-flow__edge[data-id="${from}->${to}"]`);
  }

  field(label: string): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: label });
  }

  problem(code: string): Locator {
    return this.page.getByRole('list', { name: 'Problems' }).getByRole('listitem').filter({ hasText: code });
  }

  /** The newest number under this label, as it is shown. */
  reading(label: string): Locator {
    return this.page
      .locator('.reading')
      .filter({ has: this.page.locator('dt', { hasText: new RegExp(`^${label}$`) }) });
  }

  async number(label: string): Promise<number> {
    const text = await this.reading(label).locator('.reading-value').innerText();
    return Number(text.replace('−', '-').replace(/[^\d.e-]/g, ''));
  }

  /** The step the run has reached. */
  async step(): Promise<number> {
    const text = await this.page.getByRole('banner').innerText();
    return Number(/step (\d[\d\s]*)/.exec(text)?.[1]?.replace(/\D/g, '') ?? 0);
  }

  async untilStep(step: number, timeout = 120_000): Promise<void> {
    await expect.poll(() => this.step(), { timeout }).toBeGreaterThanOrEqual(step);
  }

  /** Draws a wire by mouse. */
  async drag(from: Locator, to: Locator): Promise<void> {
    const [start, end] = [await restingCentre(from), await restingCentre(to)];
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
    await this.page.mouse.move(end.x, end.y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Opens a method by its card at the left. */
  async openMethod(title: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Methods' }).click();
    const methods = this.page.getByRole('tabpanel', { name: 'Methods' });
    await methods.getByRole('button', { name: title, exact: true }).click();
  }

  /** Opens a file by the menu's own file chooser. */
  async openFile(name: string, content: string | Buffer): Promise<void> {
    await this.page
      .getByLabel('Open a drawing from a file')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
  }

  /** Shortens a run, so that a test need not wait for 300 steps. */
  async setSteps(steps: number): Promise<void> {
    const input = this.page.getByRole('banner').getByLabel('Steps');
    await input.fill(String(steps));
    await input.press('Enter');
  }

  async selectBackend(name: string): Promise<void> {
    await this.page
      .getByRole('banner')
      .getByRole('button', { name: /^Backend/ })
      .click();
    await this.page.getByRole('combobox', { name: 'Backend' }).click();
    await this.page.getByRole('option', { name, exact: true }).click();
    await this.page.keyboard.press('Escape');
  }
}

/** The middle of a thing once the view has stopped moving: a view that glides would leave the pointer behind. */
async function restingCentre(locator: Locator): Promise<{ x: number; y: number }> {
  let before = '';
  await expect
    .poll(
      async () => {
        const last = before;
        before = JSON.stringify(await locator.boundingBox());
        return before === last && before !== 'null';
      },
      { message: 'what is to be dragged comes to rest', intervals: [150] },
    )
    .toBe(true);
  const box = await locator.boundingBox();
  if (!box) throw new Error('what is to be dragged cannot be seen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
