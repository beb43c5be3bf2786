import type { Program } from '../program.ts';

/** A hand-built program: one linear map, mean squared output, one step of gradient descent. For tests. */
export function tinyProgram(): Program {
  const scalar = { shape: [], dtype: 'float32' } as const;
  const batch = { shape: [2, 3], dtype: 'float32' } as const;
  const vector = { shape: [2, 1], dtype: 'float32' } as const;
  const kernel = { shape: [3, 1], dtype: 'float32' } as const;
  return {
    format: 'unlabel-program/1',
    dataset: 'emoji',
    batchSize: 2,
    steps: 10,
    weights: [
      {
        id: 'head.kernel',
        node: 'head',
        name: 'kernel',
        shape: [3, 1],
        initializer: { kind: 'normal', std: 0.816496580927726 },
        role: 'trained',
        decay: true,
      },
    ],
    states: [
      { id: 'head.seen', node: 'head', name: 'seen', shape: [], initializer: { kind: 'constant', value: 0 } },
    ],
    step: {
      feeds: [
        {
          id: 'images.rows',
          type: batch,
          origin: 'images',
          source: { kind: 'dataset', dataset: 'emoji', field: 'rows' },
        },
        {
          id: 'optimiser.learningRate',
          type: scalar,
          origin: 'optimiser',
          source: {
            kind: 'schedule',
            schedule: { kind: 'cosineWarmup', steps: 10, warmupSteps: 2, base: 0.1, final: 0 },
          },
        },
        {
          id: 'noise.noise',
          type: vector,
          origin: 'noise',
          source: { kind: 'draw', sampler: { kind: 'uniform', low: -0.5, high: 0.5 }, stream: 'noise.noise' },
        },
      ],
      operations: [
        {
          name: 'matMul',
          inputs: ['images.rows', 'head.kernel'],
          outputs: ['%0'],
          attributes: { transposeA: false, transposeB: false },
          types: [vector],
          origin: 'head',
          phase: 'forward',
        },
        {
          name: 'add',
          inputs: ['%0', 'noise.noise'],
          outputs: ['%1'],
          attributes: {},
          types: [vector],
          origin: 'noise',
          phase: 'forward',
        },
        {
          name: 'square',
          inputs: ['%1'],
          outputs: ['%2'],
          attributes: {},
          types: [vector],
          origin: 'loss',
          phase: 'loss',
        },
        {
          name: 'sum',
          inputs: ['%2'],
          outputs: ['%3'],
          attributes: { axes: [0, 1], keepDims: false },
          types: [scalar],
          origin: 'loss',
          phase: 'loss',
        },
        {
          name: 'constant',
          inputs: [],
          outputs: ['%4'],
          attributes: { shape: [], dtype: 'float32', data: 2 },
          types: [scalar],
          origin: 'loss',
          phase: 'backward',
        },
        {
          name: 'mul',
          inputs: ['%1', '%4'],
          outputs: ['%5'],
          attributes: {},
          types: [vector],
          origin: 'loss',
          phase: 'backward',
        },
        {
          name: 'matMul',
          inputs: ['images.rows', '%5'],
          outputs: ['%6'],
          attributes: { transposeA: true, transposeB: false },
          types: [kernel],
          origin: 'head',
          phase: 'backward',
        },
        {
          name: 'mul',
          inputs: ['%6', 'optimiser.learningRate'],
          outputs: ['%7'],
          attributes: {},
          types: [kernel],
          origin: 'optimiser',
          phase: 'optimiser',
        },
        {
          name: 'sub',
          inputs: ['head.kernel', '%7'],
          outputs: ['%8'],
          attributes: {},
          types: [kernel],
          origin: 'optimiser',
          phase: 'optimiser',
        },
      ],
    },
    losses: [{ node: 'loss', optimiser: 'optimiser', value: '%3' }],
    gradients: [{ weight: 'head.kernel', value: '%6' }],
    commits: [
      { target: 'head.kernel', value: '%8', origin: 'optimiser' },
      { target: 'head.seen', value: '%3', origin: 'head' },
    ],
    probes: [
      {
        node: 'probe',
        measurement: 'embedding',
        every: 5,
        params: {},
        source: { kind: 'batch', values: [{ port: 'embedding', kind: 'embedding', value: '%1', views: 2 }] },
      },
      {
        node: 'retrieval',
        measurement: 'retrieval',
        every: 10,
        params: { k: 20 },
        source: {
          kind: 'dataset',
          dataset: 'emoji',
          batchSize: 2,
          block: {
            feeds: [
              {
                id: 'images.rows',
                type: batch,
                origin: 'images',
                source: { kind: 'dataset', dataset: 'emoji', field: 'rows' },
              },
            ],
            operations: [
              {
                name: 'matMul',
                inputs: ['images.rows', 'head.kernel'],
                outputs: ['%0'],
                attributes: { transposeA: false, transposeB: false },
                types: [vector],
                origin: 'head',
                phase: 'measure',
              },
            ],
          },
          features: '%0',
        },
      },
    ],
    wires: [{ edge: 'head.embedding->loss.a', kind: 'embedding', shape: [2, 1], views: 1, value: '%0' }],
  };
}
