import type { Signal } from '../../../spec/node-context.ts';
import type { Tensor } from '../../../spec/tensor-ops.ts';
import { printedContext } from '../../printed-context.ts';
import type { EmitContext, Emitter, Output, Value } from '../emission.ts';
import { NotPrintable, TorchPrinter } from '../torch-printer.ts';

/** Images and maps have their channels last on the canvas and second in PyTorch. */
const toCanvas = (value: Value): string =>
  value.shape.length === 4 ? `${value.text}.permute(0, 2, 3, 1)` : value.text;

/**
 * A node without weights or state, written as what its own `forward` computes, from the rows of all processes: sizes of the whole batch
 * stand in the code.
 */
export const printed: Emitter = {
  forward(context) {
    const first = everyInput(context)[0];
    const printer = new TorchPrinter(first ? `${first.text}.device` : '"cpu"');
    const signal = (value: Value): Signal => {
      const given = context.gathered(value);
      const dtype = value.dtype ?? 'float32';
      return { tensor: printer.variable(toCanvas(given), given.shape, dtype), views: given.views };
    };
    const known = new Map<Value, Signal>();
    const once = (value: Value): Signal => {
      const before = known.get(value) ?? signal(value);
      known.set(value, before);
      return before;
    };
    try {
      const outputs = context.node.spec.forward!(printedContext(context, printer, once));
      const used = Object.entries(outputs).filter(([port]) => context.isUsed(port));
      const tensors = used.map(([, { tensor }]) => tensor);
      const { lines, texts } = printer.print(tensors, () => context.variable('part'));
      lines.forEach((line) => context.write(line));
      return Object.fromEntries(
        used.map(([port, { tensor }], i): [string, Output] => [
          port,
          { text: fromCanvas(texts[i]!, tensor), place: 'global' },
        ]),
      );
    } catch (error) {
      if (error instanceof NotPrintable) return context.refuse(`${error.message} cannot be written here`);
      throw error;
    }
  },
};

const fromCanvas = (text: string, tensor: Tensor): string =>
  tensor.shape.length === 4 ? `(${text}).permute(0, 3, 1, 2)` : text;

function everyInput(context: EmitContext): readonly Value[] {
  return context.node.inputs.flatMap(({ name }) => context.all(name));
}
