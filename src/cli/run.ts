import { Command, CommanderError, Option } from 'commander';
import { check } from './commands/check.ts';
import { diff } from './commands/diff.ts';
import { ENCODER_TARGETS, type EncoderTarget } from '../codegen/inference/encoder-targets.ts';
import { EXPORT_TARGETS } from './commands/export-targets.ts';
import { nodes } from './commands/nodes.ts';
import { templates } from './commands/templates.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { PASSES } from '../compiler/passes.ts';
import { collect, seeds, wholeNumber } from './parse-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const BACKENDS = ['auto', 'webgpu', 'wasm', 'cpu'] as const;

/** Runs one command line (without the program's own name) and gives the exit status. Never rejects. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.success;
  const program = commandLine(terminal, (result) => (status = result));
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // help and version end parsing too, with exit code 0; what is wrong has been written already
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
    if (error instanceof UsageError) {
      terminal.err(`error: ${error.message}`);
      return EXIT.usage;
    }
    terminal.err('This is a fault of Unlabel: please report it with the command and the document.');
    terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.internal;
  }
}

function commandLine(terminal: Terminal, done: (status: ExitStatus) => void): Command {
  const program = new Command('unlabel')
    .description('Draw, run and understand self-supervised learning: the command line.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    });
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--json', 'machine-readable results on stdout, and nothing else there', false);
  const documentCommand = (name: string, description: string) =>
    command(name, description)
      .argument('<doc>', 'a file, or the id of a template')
      .option('--preset <id>', 'preset laid over the document (browser by default, where there is one)')
      .option('--set <node.param=value>', 'changes a parameter; may be given several times', collect, []);
  const backend = new Option('--backend <name>', 'what computes').choices(BACKENDS).default('auto');

  command('nodes', 'list the node types').action((options) => done(nodes(options, terminal)));
  command('templates', 'list the methods').action((options) => done(templates(options, terminal)));
  documentCommand('check', 'compile a document: problems, shapes, gradient flow')
    .option('--program', 'the training program itself, as it leaves the compiler', false)
    .addOption(
      new Option('--without <pass...>', 'leaves out passes of the compiler that change no result')
        .choices(PASSES)
        .default([]),
    )
    .action(async (source, options) => done(await check(source, options, terminal)));
  command('diff', 'what makes one document of another, by what its nodes do')
    .argument('<before>', 'a file, or the id of a template')
    .argument('<after>', 'a file, or the id of a template')
    .option('--preset <id>', 'preset laid over both (browser by default, where there is one)')
    .action(async (before, after, options) => done(await diff([before, after], options, terminal)));
  documentCommand('train', 'train a document and measure its representation')
    .option('--steps <n>', 'length of the run in optimiser steps', wholeNumber(1, 10_000_000))
    .option('--seed <n>', 'seed of batches, views and initial weights', wholeNumber(0, 0xffffffff))
    .addOption(backend)
    .option('--threads <n>', 'threads of wasm (all processors up to 4 by default)', wholeNumber(1, 64))
    .option('--weights <file>', 'safetensors to begin from instead of initial weights')
    .option('--save-weights <file>', 'where the final weights are written, as safetensors')
    .action(async (source, options) => {
      // the engine takes a second to load, and the other commands do without it
      const { train } = await import('./commands/train.ts');
      done(await train(source, options, terminal));
    });
  documentCommand('export', 'write a document as code that computes the same, with the proof')
    .addOption(
      new Option('--target <name>', 'what it is written for')
        .choices([...EXPORT_TARGETS, ...ENCODER_TARGETS])
        .default('pytorch'),
    )
    .requiredOption('--out <path>', 'the folder of the project, or the file of the notebook')
    .option('--force', 'overwrite what is there', false)
    .option('--no-fixture', 'leaves out the recorded steps and their test')
    .option(
      '--whole-batch',
      'records the fixture with the whole batch instead of 16 images (8 for tfjs)',
      false,
    )
    .option('--weights <file>', 'safetensors of a trained run, for the encoder alone (onnx, tfjs-graph)')
    .option('--node <id>', 'whose outputs an encoder alone gives (the encoder by default)')
    .action(async (source, options) => {
      if (ENCODER_TARGETS.includes(options.target as EncoderTarget)) {
        const { exportTrainedEncoder } = await import('./commands/export-encoder.ts');
        return done(await exportTrainedEncoder(source, options, terminal));
      }
      const { exportDocument } = await import('./commands/export.ts');
      done(await exportDocument(source, options, terminal));
    });
  documentCommand('ablate', 'train a document with nodes and without them, from the same seeds')
    .argument('<node...>', 'ids of nodes that are bypassed')
    .option('--steps <n>', 'length of the runs in optimiser steps', wholeNumber(1, 10_000_000))
    .option('--seeds <n,...>', 'seeds of the pairs', seeds, [1])
    .addOption(backend)
    .option('--threads <n>', 'threads of wasm (all processors up to 4 by default)', wholeNumber(1, 64))
    .action(async (source, nodes, options) => {
      const { ablate } = await import('./commands/ablate.ts');
      done(await ablate(source, nodes, options, terminal));
    });
  documentCommand('sweep', 'train a document with every combination of values of its parameters')
    .option(
      '--over <node.param=values>',
      'values with commas between, or log(from,to,count), or lin(from,to,count); several for a grid',
      collect,
      [],
    )
    .option('--steps <n>', 'length of the runs in optimiser steps', wholeNumber(1, 10_000_000))
    .option('--seeds <n,...>', 'seeds of each', seeds, [1])
    .addOption(backend)
    .option('--threads <n>', 'threads of wasm (all processors up to 4 by default)', wholeNumber(1, 64))
    .action(async (source, options) => {
      const { sweep } = await import('./commands/sweep.ts');
      done(await sweep(source, options, terminal));
    });
  command('eval', 'compute the cases of a fixture file')
    .argument('<fixtures.json>', 'a file of the format unlabel-fixtures/1')
    .addOption(backend)
    .action(async (path, options) => {
      const { evaluate } = await import('./commands/eval.ts');
      done(await evaluate(path, options, terminal));
    });
  return program;
}
