import { defined } from '../../src/base/assert.ts';
import { failure, success } from '../../src/base/outcome.ts';
import { diagnose, type Checked } from '../../src/diagnostics/diagnostic.ts';
import type { Program, Wire } from '../../src/ir/program.ts';
import type { ValueId } from '../../src/ir/value.ts';
import { constantTensor } from '../dissect/constant-tensor.ts';
import type { HostTensor } from '../protocol.ts';

type Values = ReadonlyMap<ValueId, HostTensor>;

/** Which values of a program's step are to be kept, and what they are called. */
export class StepValues {
  /** Those that no operation computes at run time. */
  readonly constants: Values;
  readonly #program: Program;
  readonly #wires: readonly Wire[];
  readonly #ids: ReadonlySet<ValueId>;

  private constructor(program: Program, wires: readonly Wire[]) {
    this.#program = program;
    this.#wires = wires;
    const { losses, gradients, commits } = program;
    this.#ids = new Set([...losses, ...gradients, ...commits, ...wires].map(({ value }) => value!));
    this.constants = new Map(
      program.step.operations.flatMap((operation) =>
        operation.name === 'constant' && this.has(operation.outputs[0]!)
          ? [[operation.outputs[0]!, constantTensor(operation.attributes)] as const]
          : [],
      ),
    );
  }

  /** Losses, gradients, commits and the wires with these ids. Fails with RUN_BAD_FIXTURE where a wire has no value. */
  static of(program: Program, edges: readonly string[]): Checked<StepValues> {
    const wires = program.wires.filter(({ edge, value }) => value !== undefined && edges.includes(edge));
    const missing = edges.filter((edge) => !wires.some((wire) => wire.edge === edge));
    if (missing.length === 0) return success(new StepValues(program, wires));
    return failure(
      missing.map((edge) =>
        diagnose('RUN_BAD_FIXTURE', { detail: `nothing is computed on the wire ${edge}` }, { edge }),
      ),
    );
  }

  has(id: ValueId): boolean {
    return this.#ids.has(id);
  }

  losses(values: Values): Map<string, number> {
    return new Map(this.#program.losses.map(({ node, value }) => [node, get(values, value).data[0]!]));
  }

  gradients(values: Values): Map<ValueId, HostTensor> {
    return new Map(this.#program.gradients.map(({ weight, value }) => [weight, get(values, value)]));
  }

  commits(values: Values): Record<ValueId, HostTensor> {
    return Object.fromEntries(this.#program.commits.map(({ target, value }) => [target, get(values, value)]));
  }

  /** By edge: the rows that are the wire's own, where it shares a value with others. */
  wires(values: Values): Map<string, HostTensor> {
    return new Map(
      this.#wires.map(({ edge, value, rows }) => {
        const whole = get(values, value!);
        return [edge, rows ? rowsOf(whole, rows) : whole];
      }),
    );
  }
}

const get = (values: Values, id: ValueId): HostTensor => defined(values.get(id), `${id} is computed`);

function rowsOf({ shape, dtype, data }: HostTensor, [first, count]: readonly [number, number]): HostTensor {
  const width = data.length / shape[0]!;
  return {
    shape: [count, ...shape.slice(1)],
    dtype,
    data: data.slice(first * width, (first + count) * width),
  };
}
