import type uPlot from 'uplot';
import type { Chart } from './chart-list.ts';
import type { ChartPalette } from './chart-palette.ts';

const GAP = 3;

/** Upright lines where something happened, with what it was beside their upper end. */
export function drawMarks(plot: uPlot, marks: Chart['marks'], palette: ChartPalette): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = palette.font.replace(/^[\d.]+/, (size) => String(Number(size) * ratio));
  ctx.lineWidth = ratio;
  ctx.strokeStyle = palette.text;
  ctx.fillStyle = palette.text;
  ctx.textBaseline = 'bottom';
  for (const { step, label } of marks) {
    const x = plot.valToPos(step, 'x', true);
    if (x < bbox.left - 1 || x > bbox.left + bbox.width + 1) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const beside = GAP * ratio;
    const fits = x + beside + ctx.measureText(label).width < bbox.left + bbox.width;
    ctx.textAlign = fits ? 'left' : 'right';
    ctx.fillText(label, fits ? x + beside : x - beside, bbox.top + bbox.height - beside);
  }
  ctx.restore();
}
