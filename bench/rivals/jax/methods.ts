import { lax, nn, numpy as np } from '@jax-js/jax';
import type { MethodName } from '../methods/names.ts';
import { batchNorm, convnet, cosines, dinoHead, mlp, unit, type Arrays } from './layers.ts';

/** What a step has: weights that an optimiser changes, all other weights and states, what the host feeds, and views. */
export interface Given {
  readonly state: Arrays;
  readonly fed: Arrays;
  readonly views: readonly np.Array[];
}

export interface JaxMethod {
  /** Followers move before the step rather than after it. */
  readonly moveFirst?: boolean;
  /** What no gradient passes through. */
  readonly targets?: (given: Given) => np.Array[];
  readonly loss: (weights: Arrays, given: Given, targets: readonly np.Array[]) => np.Array;
  /** States that the step changes, apart from followers. */
  readonly next?: (given: Given, targets: readonly np.Array[]) => Arrays;
  /** Weights that are changed once more after the optimiser's step. */
  readonly after?: (weights: Arrays) => Arrays;
}

const MASKED = 1e9;
/** Parts of MoCo's shuffled batch of keys that have batch statistics of their own. */
const SPLITS = 4;

const view = ({ views }: Given, index: number): np.Array => views[index]!.ref;
const held = (arrays: Arrays, name: string): np.Array => arrays[name]!.ref;

function mean(all: readonly np.Array[]): np.Array {
  return all.reduce((sum, one) => sum.add(one)).div(all.length);
}

/** Mean of −t·log softmax(l/τ) over all pairs of a teacher's view and another view of the student, and over images. */
function crossView(targets: readonly np.Array[], logits: readonly np.Array[], temperature: number): np.Array {
  const pairs = targets.flatMap((_, i) => logits.flatMap((_, j) => (i === j ? [] : [[i, j] as const])));
  const found = logits.map((one) => nn.logSoftmax(one.div(temperature), 1));
  const products = pairs.map(([i, j]) => targets[i]!.ref.mul(found[j]!.ref).sum(1).mean());
  return mean(products).mul(-1);
}

/** Sinkhorn and Knopp's balanced assignment of B×K scores. */
function codes(scores: np.Array): np.Array {
  let q = np.exp(scores.div(0.05));
  for (let i = 0; i < 3; i++) {
    q = q.ref.div(q.sum(0, { keepdims: true }));
    q = q.ref.div(q.sum(1, { keepdims: true }));
  }
  return q;
}

const swavScores = (weights: Arrays, one: np.Array): np.Array =>
  cosines(
    unit(mlp(weights, 'projector', convnet(weights, 'encoder', one))),
    held(weights, 'prototypes.prototypes'),
  );

/** The templates' steps in jax-js, each with the losses of the compiled step. Views are B×3×H×W. */
export const jaxMethods: Readonly<Record<MethodName, JaxMethod>> = {
  simclr: {
    loss: (weights, given) => {
      const z = unit(
        np.concatenate(
          given.views.map((_, i) => mlp(weights, 'projector', convnet(weights, 'encoder', view(given, i)))),
        ),
      );
      const rows = z.shape[0]!;
      const itself = np.eye(rows).mul(MASKED);
      const positives = np.roll(np.eye(rows), rows / 2, 1);
      const logits = cosines(z.ref, z).div(0.2).sub(itself);
      return nn.logSoftmax(logits, 1).mul(positives).sum().div(-rows);
    },
  },
  moco: {
    moveFirst: true,
    targets: (given) => {
      const { state, fed } = given;
      const order = held(fed, 'shuffle.order');
      const parts = np.split(np.take(view(given, 1), order, 0), SPLITS, 0);
      const rows = np.concatenate(parts.map((part) => convnet(state, 'ema.encoder', part)));
      const keys = mlp(state, 'ema.head', np.take(rows, held(fed, 'shuffle.back'), 0), false);
      return [unit(keys)];
    },
    loss: (weights, given, [k]) => {
      const q = unit(mlp(weights, 'head', convnet(weights, 'encoder', view(given, 0)), false));
      const positive = q.ref.mul(k!.ref).sum(1, { keepdims: true }).div(0.2);
      const negatives = cosines(q, held(given.state, 'queue.contents')).div(0.2);
      const all = nn.logsumexp(np.concatenate([positive.ref, negatives], 1), 1);
      // the first column of logSoftmax has another gradient in 0.1.25's jit than outside it
      return all.sub(positive.reshape([-1])).mean();
    },
    next: ({ state }, [k]) => ({
      'queue.contents': np.concatenate([held(state, 'queue.contents').slice([k!.shape[0]!]), k!.ref]),
    }),
  },
  byol: {
    targets: (given) =>
      given.views.map((_, i) =>
        unit(mlp(given.state, 'ema.projector', convnet(given.state, 'ema.encoder', view(given, i)))),
      ),
    loss: (weights, given, targets) =>
      mean(
        given.views.map((_, i) => {
          const z = mlp(weights, 'projector', convnet(weights, 'encoder', view(given, i)));
          const p = unit(mlp(weights, 'predictor', z));
          return np
            .square(p.sub(targets[1 - i]!.ref))
            .sum(1)
            .mean();
        }),
      ),
  },
  simsiam: {
    loss: (weights, given) => {
      const z = given.views.map((_, i) => {
        const y = mlp(weights, 'projector', convnet(weights, 'encoder', view(given, i)));
        return batchNorm(weights, 'projector.layer2', y);
      });
      const targets = z.map((one) => unit(lax.stopGradient(one.ref)));
      return mean(
        z.map((one, i) =>
          unit(mlp(weights, 'predictor', one))
            .mul(targets[1 - i]!)
            .sum(1)
            .mean(),
        ),
      ).mul(-1);
    },
  },
  dino: {
    // the last is the mean of what the teacher says
    targets: (given) => {
      const { state } = given;
      const raw = [0, 1].map((i) =>
        dinoHead(state, 'ema.head', convnet(state, 'ema.encoder', view(given, i))),
      );
      const center = np.concatenate(raw.map((one) => one.ref)).mean(0);
      const sharp = raw.map((one) => nn.softmax(one.sub(held(state, 'centerSharpen.center')).div(0.04), 1));
      return [...sharp, center];
    },
    loss: (weights, given, targets) => {
      const logits = given.views.map((_, i) =>
        dinoHead(weights, 'head', convnet(weights, 'encoder', view(given, i))),
      );
      return crossView(targets.slice(0, 2), logits, 0.1);
    },
    next: ({ state }, targets) => ({
      'centerSharpen.center': held(state, 'centerSharpen.center').mul(0.9).add(targets[2]!.ref.mul(0.1)),
    }),
  },
  swav: {
    loss: (weights, given) => {
      const scores = given.views.map((_, i) => swavScores(weights, view(given, i)));
      return crossView(
        scores.slice(0, 2).map((one) => codes(lax.stopGradient(one.ref))),
        scores,
        0.1,
      );
    },
    after: (weights) => ({ 'prototypes.prototypes': unit(held(weights, 'prototypes.prototypes')) }),
  },
};
