import type { Page } from '@playwright/test';
import { edgeId, splitEndpoint, type UnlabelDocument } from '../../src/document/schema.ts';
import type { FlowJob } from '../rivals/flow/main.tsx';

/** Milliseconds until everything is drawn, and until nothing follows that would stop the page. */
export interface Opening {
  readonly drawn: number;
  readonly rest: number;
}

interface Size {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** Chooses the file in the app's own way; gives also how large cards have become. */
export async function openInUnlabel(
  page: Page,
  text: string,
  count: { readonly nodes: number; readonly edges: number },
): Promise<{ opening: Opening; sizes: { canvas: FlowJob['canvas']; cards: readonly Size[] } }> {
  await page.locator('.run-main:enabled').waitFor();
  // engine and data are made ready behind the first drawing
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(3000);
  const opened = page.evaluate((wanted) => {
    const input = document.querySelector('input[type=file]')!;
    return new Promise<Opening>((resolve) => {
      const watch = () =>
        resolve(
          window.frameRecorder.opened(performance.now(), () => {
            const cards = [...document.querySelectorAll<HTMLElement>('.react-flow__node')];
            const wires = document.querySelectorAll('.react-flow__edge path.wire');
            // from afar all wires are one picture
            const picture = document.querySelector<HTMLCanvasElement>('.wires-picture');
            return (
              cards.length === wanted.nodes &&
              (wires.length === wanted.edges || (picture !== null && picture.width > 300)) &&
              cards.every((card) => card.style.visibility !== 'hidden')
            );
          }),
        );
      input.addEventListener('change', watch, { capture: true, once: true });
    });
  }, count);
  await page
    .getByLabel('Open a drawing from a file')
    .setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  const opening = await opened;
  const sizes = await page.evaluate(() => {
    const { x, y, width, height } = document.querySelector('.react-flow')!.getBoundingClientRect();
    const cards = [...document.querySelectorAll<HTMLElement>('.react-flow__node')].map((card) => ({
      id: card.dataset['id']!,
      width: card.offsetWidth,
      height: card.offsetHeight,
    }));
    return { canvas: { x, y, width, height }, cards };
  });
  return { opening, sizes };
}

/** Draws the same nodes, as large and in the same places, and the same wires. */
export async function openInFlow(
  page: Page,
  drawing: UnlabelDocument,
  { canvas, cards }: { readonly canvas: FlowJob['canvas']; readonly cards: readonly Size[] },
): Promise<Opening> {
  const job: FlowJob = {
    canvas,
    nodes: cards.map((card) => ({ ...card, ...drawing.view.positions[card.id]! })),
    edges: drawing.stages[0]!.graph.edges.map((edge) => ({
      id: edgeId(edge),
      source: splitEndpoint(edge.from).node,
      target: splitEndpoint(edge.to).node,
    })),
  };
  await page.waitForFunction(() => window.flowRival !== undefined);
  return page.evaluate(async (wanted) => {
    const from = performance.now();
    window.flowRival.open(wanted);
    return window.frameRecorder.opened(from, () => {
      const nodes = [...document.querySelectorAll<HTMLElement>('.react-flow__node')];
      return (
        nodes.length === wanted.nodes.length &&
        document.querySelectorAll('.react-flow__edge-path').length === wanted.edges.length &&
        nodes.every((node) => node.style.visibility !== 'hidden')
      );
    });
  }, job);
}
