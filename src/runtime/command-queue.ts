/** Runs what is handed to it one after another, in order; a failure does not hold up what follows. */
export function createCommandQueue(): <T>(command: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (command) => {
    const run = last.then(command);
    last = run.catch(() => undefined);
    return run;
  };
}
