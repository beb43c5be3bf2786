import type { Program } from '../../../src/ir/program.ts';
import type { OneStep } from '../time-steps.ts';
import { methods } from './index.ts';
import { settingOf } from './method.ts';
import type { MethodName } from './names.ts';

/** The template's step by hand on the current backend, from the same weights and views as the compiled one. */
export function methodStep(name: MethodName, program: Program, seed: number): OneStep {
  const train = methods[name](settingOf(program, seed));
  let step = 0;
  return async () => {
    const loss = train(step++);
    const [value = NaN] = await loss.data();
    loss.dispose();
    return value;
  };
}
