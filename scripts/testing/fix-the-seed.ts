import fc from 'fast-check';

/**
 * Property tests draw the same cases each time, so that a failure is the change's and not the day's. `FC_SEED` takes other
 * cases: a number, or `random`.
 */
const chosen = process.env.FC_SEED ?? '20261125';
if (chosen !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(chosen) });
