import { snippet } from '../../snippet.ts';
import { filled } from './layers.ts';

const memory = snippet(
  'Optimizer',
  [filled],
  `
/** Groups of variables, each with the courses of its learning rate and weight decay, and what is kept of each variable. */
class Optimizer {
  constructor(groups, options) {
    Object.assign(this, { groups, ...options });
    this.kept = new Map();
  }

  /** A variable's own \`name\`, which begins at zero. */
  slot(variable, name) {
    const slots = this.kept.get(variable) ?? {};
    this.kept.set(variable, slots);
    slots[name] ??= filled(variable.shape, 0, false);
    return slots[name];
  }

  /** Moves every variable that has a gradient; gradients are known by their variables. */
  step(gradients, step) {
    for (const { variables: members, learningRate, weightDecay, adapt } of this.groups) {
      const [rate, decay] = [learningRate(step), weightDecay(step)];
      for (const variable of members) {
        const gradient = gradients.get(variable);
        if (gradient) variable.assign(this.next(variable, gradient, { rate, decay, adapt }));
      }
    }
  }
}
`,
);

const momentum = snippet(
  'withMomentum',
  [],
  `
/** v <- momentum * v + g, or one step of it further (Sutskever et al. 2013). */
function withMomentum({ momentum, nesterov }, velocity, gradient) {
  velocity.assign(velocity.mul(momentum).add(gradient));
  return nesterov ? gradient.add(velocity.mul(momentum)) : velocity;
}
`,
);

export const sgd = snippet(
  'SGD',
  [memory, momentum],
  `
/** Gradient descent with momentum; the decay is part of the gradient. */
class SGD extends Optimizer {
  next(variable, gradient, { rate, decay }) {
    const g = decay === 0 ? gradient : gradient.add(variable.mul(decay));
    const direction = this.momentum === 0 ? g : withMomentum(this, this.slot(variable, 'velocity'), g);
    return variable.sub(direction.mul(rate));
  }
}
`,
);

const moments = snippet(
  'adamDirection',
  [],
  `
/** Running means of the gradient and its square, corrected for their start at zero (Kingma and Ba 2015, algorithm 1). */
function adamDirection(optimizer, variable, gradient) {
  const { beta1, beta2, epsilon } = optimizer;
  const [first, second] = ['first', 'second'].map((name) => optimizer.slot(variable, name));
  const count = (optimizer.counts.get(variable) ?? 0) + 1;
  optimizer.counts.set(variable, count);
  first.assign(first.mul(beta1).add(gradient.mul(1 - beta1)));
  second.assign(second.mul(beta2).add(gradient.square().mul(1 - beta2)));
  const [correction1, correction2] = [1 - beta1 ** count, 1 - beta2 ** count];
  return first.div(second.div(correction2).sqrt().add(epsilon)).div(correction1);
}
`,
);

export const adam = snippet(
  'Adam',
  [memory, moments],
  `
/** Adam; the decay is part of the gradient. */
class Adam extends Optimizer {
  counts = new Map();

  next(variable, gradient, { rate, decay }) {
    const g = decay === 0 ? gradient : gradient.add(variable.mul(decay));
    return variable.sub(adamDirection(this, variable, g).mul(rate));
  }
}
`,
);

export const adamw = snippet(
  'AdamW',
  [memory, moments],
  `
/** Adam with weight decay that does not pass through the moments (Loshchilov and Hutter 2019). */
class AdamW extends Optimizer {
  counts = new Map();

  next(variable, gradient, { rate, decay }) {
    const kept = decay === 0 ? variable : variable.mul(1 - rate * decay);
    return kept.sub(adamDirection(this, variable, gradient).mul(rate));
  }
}
`,
);

const lengthOf = snippet(
  'lengthOf',
  [],
  `
const lengthOf = (x) => x.square().sum().sqrt();
`,
);

export const lars = snippet(
  'LARS',
  [memory, momentum, lengthOf],
  `
/** SGD with momentum in which every tensor has a rate of its own (You et al. 2017, eq. 6). */
class LARS extends Optimizer {
  next(variable, gradient, { rate, decay, adapt }) {
    let g = decay === 0 ? gradient : gradient.add(variable.mul(decay));
    if (adapt) g = g.mul(this.localRate(variable, gradient, g, rate, decay));
    const direction = this.momentum === 0 ? g : withMomentum(this, this.slot(variable, 'velocity'), g);
    return variable.sub(direction.mul(rate));
  }

  localRate(variable, gradient, decayed, rate, decay) {
    const length = lengthOf(variable);
    const ofGradient = lengthOf(this.joint ? decayed : gradient);
    const whole = this.joint ? ofGradient : ofGradient.add(length.mul(decay));
    let local = length.mul(this.trust).div(whole.add(this.epsilon));
    if (this.clipRate) local = local.div(rate).minimum(1);
    return tf.where(length.greater(0).logicalAnd(ofGradient.greater(0)), local, tf.scalar(1));
  }
}
`,
);

export const lamb = snippet(
  'LAMB',
  [memory, moments, lengthOf],
  `
/** Adam in which every tensor's step is scaled to its own length (You et al. 2020, algorithm 2). */
class LAMB extends Optimizer {
  counts = new Map();

  next(variable, gradient, { rate, decay, adapt }) {
    let direction = adamDirection(this, variable, gradient);
    if (adapt) {
      direction = direction.add(variable.mul(decay));
      const [length, whole] = [lengthOf(variable), lengthOf(direction)];
      const both = length.greater(0).logicalAnd(whole.greater(0));
      direction = direction.mul(tf.where(both, length.div(whole), tf.scalar(1)));
    }
    return variable.sub(direction.mul(rate));
  }
}
`,
);
