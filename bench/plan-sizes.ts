/**
 * How many dispatches a training step of each template has on a WebGPU device, in its `browser` preset and without probes: a
 * matter of planning alone, for which no device is needed; and how many milliseconds that takes, the first time and at best.
 */
import { registry } from '../nodes/index.ts';
import { assert } from '../src/base/assert.ts';
import { compile } from '../src/compiler/compile.ts';
import { documentSchema } from '../src/document/schema.ts';
import { templates } from '../templates/index.ts';
import { planFused } from '../workers/engine/block-plan.ts';
import { keptTypes } from '../workers/engine/fusion/kept-types.ts';

/** Every device allows the first; the emulated one of Chromium has the second. */
const STORAGE_BUFFERS = [8, 12];

const REPEATS = 8;

const [eight, twelve] = STORAGE_BUFFERS;
console.log(
  `| template | operations | dispatches, ${eight} buffers | ${twelve} buffers | of tfjs's | first ms | least |`,
);
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const { id, document } of templates) {
  const { program } = compile(documentSchema.parse(document), registry, { preset: 'browser' });
  assert(program, `${id} compiles`);
  const kept = [...program.losses, ...program.commits].map(({ value }) => value);
  const counts = STORAGE_BUFFERS.map((storageBuffers) => {
    const times: number[] = [];
    const planNow = () => {
      const start = performance.now();
      const plan = planFused(program.step, kept, { storageBuffers }, keptTypes(program));
      times.push(performance.now() - start);
      return plan;
    };
    const plan = planNow();
    for (let repeat = 1; repeat < REPEATS; repeat++) planNow();
    // a reshape of what exists is a matter of names
    const names = plan.instructions
      .map(({ operation }) => operation.name)
      .filter((name) => name !== 'reshape');
    return { all: names.length, stock: names.filter((name) => name !== 'fused'), times };
  });
  const operations = program.step.operations.filter(({ name }) => name !== 'constant').length;
  const stock = [...new Set(counts.flatMap((count) => count.stock))].join(', ') || 'none';
  const dispatches = counts.map(({ all }) => all).join(' | ');
  const times = counts[0]!.times;
  const milliseconds = [times[0]!, Math.min(...times)].map((time) => time.toFixed(0)).join(' | ');
  console.log(`| ${id} | ${operations} | ${dispatches} | ${stock} | ${milliseconds} |`);
}
