/** Ends the task at hand, so that the browser may paint and hear the person before what follows. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
