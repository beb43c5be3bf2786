import { defineNode, param, z, type NodeContext, type Signal, type Tensor } from '../../src/spec/index.ts';
import { TENSOR_KINDS } from '../params/tensor-kinds.ts';
import { checkNames, INPUTS } from './formula/check-names.ts';
import { evaluateFormula } from './formula/evaluate.ts';
import { FUNCTIONS } from './formula/functions.ts';
import { namesIn, parseFormula, type Formula } from './formula/parse.ts';
import { FormulaProblem } from './formula/problem.ts';
import { isTensor } from './formula/values.ts';

const params = () =>
  z.object({
    formula: param(z.string().max(2000).default('mean(square(a - b))'), {
      label: 'Formula',
      help: `Reads the inputs ${INPUTS.join(', ')}; “z = normalize(a); …” names a part. Signs: + - * / ^ < >. Axes: mean(x, batch), or features, or positions. Functions: ${[...FUNCTIONS.keys()].join(', ')}.`,
      multiline: true,
    }),
    gives: param(z.enum(['loss', 'embedding', 'logits', 'distribution', 'matrix']).default('loss'), {
      label: 'Gives',
      help: 'What the result is. A loss must be a single number.',
      options: {
        loss: 'A loss',
        embedding: 'An embedding',
        logits: 'Logits',
        distribution: 'A distribution',
        matrix: 'A matrix',
      },
    }),
  });
type Context = NodeContext<z.output<ReturnType<typeof params>>>;

/** The formula, its names checked. Throws `FormulaProblem`. */
function read(text: string): Formula {
  const formula = parseFormula(text);
  checkNames(formula);
  return formula;
}

/** The names a formula reads; none where it cannot be read, so that its own problem is told before missing inputs. */
function namesRead(text: string): Set<string> {
  try {
    return namesIn(read(text));
  } catch (error) {
    if (error instanceof FormulaProblem) return new Set();
    throw error;
  }
}

/** An input in float32 with rows: labels and indices become a column. */
function asRows(context: Context, { tensor, views }: Signal): Signal {
  const float = context.ops.cast(tensor, 'float32');
  const [count] = tensor.shape;
  return { tensor: tensor.shape.length === 1 ? context.ops.reshape(float, [count!, 1]) : float, views };
}

/** Checks that the result is what the node says it gives, and how many views it has: those of an input with as many rows. */
function asOutput(context: Context, result: Tensor, inputs: ReadonlyMap<string, Signal>): Signal {
  const { gives } = context.params;
  const shape = result.shape.join('×') || 'a single number';
  const bad = (needed: string): never =>
    context.refuse(
      'SHAPE_MISMATCH',
      { problem: `the formula gives ${shape} where ${needed}` },
      { param: 'formula' },
    );
  if (gives === 'loss') {
    if (result.shape.some((n) => n !== 1)) bad('a loss is a single number: take its mean or sum');
    return { tensor: context.ops.reshape(result, []), views: 1 };
  }
  if (gives === 'matrix') return { tensor: result, views: 1 };
  if (result.shape.length !== 2) bad('one row for each image is needed');
  const alike = [...inputs.values()].filter(({ tensor }) => tensor.shape[0] === result.shape[0]);
  const views = Math.max(1, ...alike.map((signal) => signal.views));
  if (result.shape[0]! / views !== context.batchSize)
    bad(`one row for each of ${context.batchSize} images is needed`);
  return { tensor: result, views };
}

/**
 * A formula of up to four inputs, typed in. It is parsed by Unlabel, never run as code, and becomes operations like
 * those of any node, so that gradient passes. Views of a wire stand one below another: rows are V·B. Functions over an
 * axis keep it with size 1 (norm: N×1; mean over the batch: 1×D); sum and mean without an axis give a single number.
 */
export const expression = defineNode({
  id: 'math.expression',
  label: 'Formula',
  summary: 'Computes what you type: a loss of your own, a new target, a regulariser.',
  formula: 'y = f(a, b, c, d)',
  pitfalls: [
    'A sign is weaker than a power: -x^2 is −(x²).',
    'Views of a wire are rows below rows: mean(x, batch) is over the images of all views; view(a, 1) takes one.',
    'Roots and logarithms have infinite slope at 0: norm and std are guarded, sqrt(x) and log(x) are not.',
    'Targets get gradient like everything else: stopgrad(x) holds it back.',
  ],
  keywords: ['expression', 'equation', 'custom loss', 'code', 'lambda', 'own', 'math', ...FUNCTIONS.keys()],
  params,
  ports({ formula, gives }) {
    const names = namesRead(formula);
    return {
      inputs: INPUTS.map((name) => ({
        name,
        label: name,
        kinds: [...TENSOR_KINDS, 'labels', 'index', 'loss'],
        summary: `What the formula calls ${name}.`,
        optional: !names.has(name),
      })),
      outputs: [{ name: 'output', label: 'output', kind: gives, summary: 'The value of the formula.' }],
    };
  },
  forward(context) {
    const inputs = new Map<string, Signal>();
    for (const name of INPUTS) {
      const signal = context.optional(name);
      if (signal) inputs.set(name, asRows(context, signal));
    }
    try {
      const formula = read(context.params.formula);
      const evaluating = context.mode === 'evaluate';
      const value = evaluateFormula(formula, { ops: context.ops, inputs, evaluating });
      const result = isTensor(value) ? value : context.ops.constant(value);
      return { output: asOutput(context, result, inputs) };
    } catch (error) {
      if (!(error instanceof FormulaProblem)) throw error;
      const at = { param: 'formula' };
      if (error.about === 'shape') context.refuse('SHAPE_MISMATCH', { problem: error.message }, at);
      return context.refuse('GRAPH_BAD_PARAM', { param: 'formula', problem: error.message }, at);
    }
  },
});
