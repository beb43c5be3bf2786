import { beforeAll, describe, expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { openTrainer } from '../../src/cli/open-trainer.ts';
import { compile } from '../../src/compiler/compile.ts';
import { documentSchema } from '../../src/document/schema.ts';
import { digestOf, fingerprint } from '../../src/ir/fingerprint.ts';
import type { Program } from '../../src/ir/program.ts';
import { findTemplate, templates } from '../../templates/index.ts';
import type { BackendName, Checkpoint, RunEvent, StartOptions } from '../../workers/protocol.ts';
import { startWebGpu } from '../../workers/testing/webgpu.ts';
import type { Trainer } from '../../workers/trainer/trainer.ts';
import { edited } from './edit-drawing.ts';
import { shrink } from './shrink.ts';

const STEPS = 3;
const HALF = 1;

/** Plain JavaScript and emulated graphics are slow. Divides the length of MoCo's queue. */
const SLOW_BATCH = 8;

function smallProgram(template: string, backend: BackendName): Program {
  const intact = documentSchema.parse(findTemplate(template)!.document);
  const document = edited({ ...intact, presets: {} }, shrink);
  const overrides = backend === 'wasm' ? {} : { 'images.batchSize': SLOW_BATCH };
  return compile(document, registry, { steps: STEPS, overrides }).program!;
}

interface Trained {
  readonly losses: readonly number[];
  readonly checkpoint: Checkpoint;
  readonly digest: string;
}

async function train(trainer: Trainer, program: Program, options: StartOptions): Promise<Trained> {
  const events: RunEvent[] = [];
  const digest = await new Promise<string>((resolve, reject) => {
    const receive = (batch: readonly RunEvent[]) => {
      events.push(...batch);
      for (const event of batch) {
        if (event.kind === 'finished') resolve(event.digest);
        if (event.kind === 'failed') reject(new Error(event.diagnostic.message));
      }
    };
    trainer.start(program, options, receive).then((started) => {
      if (!started.ok) reject(new Error(started.problems[0]?.message));
    }, reject);
  });
  return {
    losses: events.flatMap((event) => (event.kind === 'step' ? [event.loss] : [])),
    checkpoint: events.flatMap((event) => (event.kind === 'checkpoint' ? [event.checkpoint] : [])).at(-1)!,
    digest,
  };
}

const bits = ({ tensors }: Checkpoint): Record<string, Int32Array> =>
  Object.fromEntries(
    Object.entries(tensors).map(([id, { data }]) => [
      id,
      new Int32Array(data.buffer, data.byteOffset, data.length),
    ]),
  );

const BACKENDS = ['wasm', 'cpu', 'webgpu'] as const;

/** On the slow ones a method without state and one with a queue and an EMA are enough. */
const METHODS = { wasm: templates.map(({ id }) => id), cpu: ['simclr', 'moco'], webgpu: ['moco'] };

// an emulated device does what a graphics card does, in the same order
const missing = await startWebGpu();

const usable = BACKENDS.filter((backend) => backend !== 'webgpu' || missing === null);

describe.each(usable)('bit for bit, on %s', (backend) => {
  const ids = METHODS[backend];

  let trainer: Trainer;
  beforeAll(async () => {
    const opened = await openTrainer(backend);
    if (!opened.ok) throw new Error(`${backend} runs in Node`);
    trainer = opened.value.trainer;
  });

  test.each(ids)(
    '%s gives the same weights, states and losses twice, and when it is taken up half-way',
    { timeout: 240_000 },
    async (id) => {
      const program = smallProgram(id, backend);
      const once = await train(trainer, program, { seed: 3 });
      expect(once.losses).toHaveLength(STEPS);
      const twice = await train(trainer, program, { seed: 3 });
      expect(twice.losses).toEqual(once.losses);
      expect(bits(twice.checkpoint)).toEqual(bits(once.checkpoint));
      expect(once.digest).toBe(digestOf(once.checkpoint.tensors));
      expect(fingerprint(twice.digest, twice.losses)).toBe(fingerprint(once.digest, once.losses));

      const half = await train(trainer, { ...program, steps: HALF }, { seed: 3 });
      const { checkpoint } = half;
      const rest = await train(trainer, program, { seed: 3, checkpoint });
      expect([...half.losses, ...rest.losses]).toEqual(once.losses);
      expect(bits(rest.checkpoint)).toEqual(bits(once.checkpoint));
      expect(rest.digest).toBe(once.digest);

      const other = await train(trainer, program, { seed: 4 });
      expect(other.losses).not.toEqual(once.losses);
      expect(other.digest).not.toBe(once.digest);
    },
  );
});
