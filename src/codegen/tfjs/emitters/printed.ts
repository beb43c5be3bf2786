import type { Signal } from '../../../spec/node-context.ts';
import { printedContext } from '../../printed-context.ts';
import type { Emitter, Output, Value } from '../emission.ts';
import { NotPrintable, TfjsPrinter } from '../tfjs-printer.ts';

/** A node without weights or state, written as what its own `forward` computes: sizes of the batch stand in the code. */
export const printed: Emitter = {
  forward(context) {
    const printer = new TfjsPrinter((snippet) => context.use(snippet));
    const known = new Map<Value, Signal>();
    const signal = (value: Value): Signal => {
      const before = known.get(value) ?? {
        tensor: printer.variable(value.text, value.shape, value.dtype ?? 'float32'),
        views: value.views,
      };
      known.set(value, before);
      return before;
    };
    try {
      const outputs = context.node.spec.forward!(printedContext(context, printer.ops, signal));
      const used = Object.entries(outputs).filter(([port]) => context.isUsed(port));
      const { lines, texts } = printer.print(
        used.map(([, { tensor }]) => tensor),
        (wanted) => context.variable(wanted),
      );
      lines.forEach((line) => context.write(line));
      return Object.fromEntries(used.map(([port], i): [string, Output] => [port, { text: texts[i]! }]));
    } catch (error) {
      if (error instanceof NotPrintable) return context.refuse(`${error.message} cannot be written here`);
      throw error;
    }
  },
};
