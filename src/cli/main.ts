import { run } from './run.ts';

// libraries that greet on stdout would spoil machine-readable results
console.log = console.error;
console.info = console.error;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // the reader has seen enough, as `head` has
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const status = await run(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
// a graphics device would keep the process alive; what was written goes out first
process.stdout.write('', () => process.exit(status));
