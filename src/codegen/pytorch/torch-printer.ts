import type { Tensor, TensorOps } from '../../spec/tensor-ops.ts';
import { literal } from './literal.ts';
import { ElementwisePrinter } from './printing/elementwise-printer.ts';
import { Binding, on, within, type Written } from './printing/expression.ts';

/**
 * Writes what a node's `forward` calls as PyTorch: the same function that the engine runs. Shapes are those of the canvas, images
 * with their channels last.
 */
export class TorchPrinter extends ElementwisePrinter implements TensorOps {
  #reduction(name: 'sum' | 'mean' | 'max', x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor {
    const type = this.shapes[name](x, axes, keepDims);
    const method = name === 'max' ? 'amax' : name;
    const all = axes === undefined || axes.length === x.shape.length;
    const keep = keepDims ? 'keepdim=True' : '';
    const dim =
      all && !keepDims
        ? ''
        : `dim=${axes?.length === 1 ? axes[0] : literal(axes ?? x.shape.map((_, i) => i))}`;
    const args = [dim, keep].filter((text) => text !== '').join(', ');
    return this.expression(type, [x], ([of]) => `${on(of!)}.${method}(${args})`);
  }
  sum(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor {
    return this.#reduction('sum', x, axes, keepDims);
  }
  mean(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor {
    return this.#reduction('mean', x, axes, keepDims);
  }
  max(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor {
    return this.#reduction('max', x, axes, keepDims);
  }
  argMax(x: Tensor, axis = -1): Tensor {
    return this.expression(this.shapes.argMax(x, axis), [x], ([of]) => `${on(of!)}.argmax(dim=${axis})`);
  }
  softmax(x: Tensor): Tensor {
    return this.expression(this.shapes.softmax(x), [x], ([of]) => `F.softmax(${of!.text}, dim=-1)`);
  }
  logSoftmax(x: Tensor): Tensor {
    return this.expression(this.shapes.logSoftmax(x), [x], ([of]) => `F.log_softmax(${of!.text}, dim=-1)`);
  }
  l2Normalize(x: Tensor, epsilon = 1e-12): Tensor {
    const eps = epsilon === 1e-12 ? '' : `, eps=${literal(epsilon)}`;
    return this.expression(
      this.shapes.l2Normalize(x, epsilon),
      [x],
      ([of]) => `F.normalize(${of!.text}, dim=-1${eps})`,
    );
  }

  reshape(x: Tensor, shape: readonly number[]): Tensor {
    const type = this.shapes.reshape(x, shape);
    if (String(x.shape) === String(type.shape)) return x;
    return this.expression(type, [x], ([of]) => `${on(of!)}.reshape(${literal(shape)})`);
  }
  transpose(x: Tensor, permutation?: readonly number[]): Tensor {
    const type = this.shapes.transpose(x, permutation);
    const order = permutation ?? x.shape.map((_, i) => x.shape.length - 1 - i);
    const text = x.shape.length === 2 && order[0] === 1 ? 'T' : `permute(${order.join(', ')})`;
    return this.expression(type, [x], ([of]) => `${on(of!)}.${text}`);
  }
  concat(tensors: readonly Tensor[], axis = 0): Tensor {
    const type = this.shapes.concat(tensors, axis);
    const dim = axis === 0 ? '' : `, dim=${axis}`;
    return this.expression(
      type,
      tensors,
      (parts) => `torch.cat([${parts.map(({ text }) => text).join(', ')}]${dim})`,
    );
  }
  slice(x: Tensor, begin: readonly number[], size: readonly number[]): Tensor {
    const ranges = begin.map((from, axis) => {
      const to = from + size[axis]!;
      const whole = from === 0 && to === x.shape[axis];
      return whole ? ':' : `${from === 0 ? '' : from}:${to === x.shape[axis] ? '' : to}`;
    });
    while (ranges.length > 1 && ranges.at(-1) === ':') ranges.pop();
    return this.expression(
      this.shapes.slice(x, begin, size),
      [x],
      ([of]) => `${on(of!)}[${ranges.join(', ')}]`,
    );
  }
  pad(x: Tensor, paddings: readonly (readonly [number, number])[]): Tensor {
    const flat = [...paddings].reverse().flat();
    return this.expression(
      this.shapes.pad(x, paddings),
      [x],
      ([of]) => `F.pad(${of!.text}, ${literal(flat)})`,
    );
  }
  broadcastTo(x: Tensor, shape: readonly number[]): Tensor {
    return this.expression(
      this.shapes.broadcastTo(x, shape),
      [x],
      ([of]) => `${on(of!)}.expand(${literal(shape)})`,
    );
  }
  reverse(x: Tensor, axis: number): Tensor {
    return this.expression(this.shapes.reverse(x, axis), [x], ([of]) => `${on(of!)}.flip(${axis})`);
  }
  gather(x: Tensor, indices: Tensor): Tensor {
    const write = ([rows, at]: readonly Written[]) => `${on(rows!)}[${at!.text}]`;
    return this.expression(this.shapes.gather(x, indices), [x, this.cast(indices, 'int32')], write);
  }
  segmentSum(rows: Tensor, indices: Tensor, count: number): Tensor {
    const type = this.shapes.segmentSum(rows, indices, count);
    const write = ([from, at]: readonly Written[]) =>
      `${on(from!)}.new_zeros(${literal(type.shape)}).index_add(0, ${at!.text}, ${from!.text})`;
    return this.expression(type, [rows, this.cast(indices, 'int32')], write);
  }
  oneHot(indices: Tensor, depth: number): Tensor {
    const write = ([at]: readonly Written[]) => `F.one_hot(${at!.text}, ${depth}).float()`;
    return this.expression(this.shapes.oneHot(indices, depth), [indices], write);
  }

  matMul(a: Tensor, b: Tensor, options: { transposeA?: boolean; transposeB?: boolean } = {}): Tensor {
    const turned = (written: Written, x: Tensor, turn?: boolean) =>
      turn ? `${on(written)}.${x.shape.length === 2 ? 'T' : 'transpose(1, 2)'}` : undefined;
    const write = ([x, y]: readonly Written[]) => {
      const left = turned(x!, a, options.transposeA) ?? within(x!, Binding.Product);
      const right = turned(y!, b, options.transposeB) ?? within(y!, Binding.Unary);
      return `${left} @ ${right}`;
    };
    return this.expression(this.shapes.matMul(a, b, options), [a, b], write, Binding.Product);
  }
  conv2d(x: Tensor, kernel: Tensor, options: { stride: number; padding: number }): Tensor {
    const write = ([images, weights]: readonly Written[]) =>
      `F.conv2d(${on(images!)}.permute(0, 3, 1, 2), ${on(weights!)}.permute(3, 2, 0, 1), stride=${options.stride}, padding=${options.padding}).permute(0, 2, 3, 1)`;
    return this.expression(this.shapes.conv2d(x, kernel, options), [x, kernel], write);
  }
  maxPool2d(x: Tensor, options: { size: number; stride: number; padding?: number }): Tensor {
    const write = ([of]: readonly Written[]) =>
      `F.max_pool2d(${on(of!)}.permute(0, 3, 1, 2), ${options.size}, ${options.stride}, ${options.padding ?? 0}).permute(0, 2, 3, 1)`;
    return this.expression(this.shapes.maxPool2d(x, options), [x], write);
  }
  batchNorm(): never {
    throw new NotPrintable('batch statistics');
  }
  colorJitter(): never {
    throw new NotPrintable('colour jitter');
  }
}

/** What has no expression in PyTorch of its own. */
export class NotPrintable extends Error {}
