import { DATASETS, defineNode, param, z } from '../../src/spec/index.ts';
import { findLabel, labelParam } from '../params/label.ts';

const datasets = Object.values(DATASETS);

/**
 * A random batch of a dataset’s training part, drawn without replacement until all images were seen; while a probe looks
 * at plain images, those in their order. images B×H×W×C in [0, 1], index B, labels B.
 */
export const images = defineNode({
  id: 'data.images',
  label: 'Images',
  summary: 'Draws batches of images, with their labels and positions in the dataset.',
  formula: '(x_i, i, y_i),\\quad i \\sim \\text{training part}',
  pitfalls: [
    'Labels are there for probes: a loss that reads them is not self-supervised.',
    'Contrastive losses take their negatives from the batch: small batches make the task easy.',
  ],
  keywords: ['dataset', 'data', 'input', 'batch', 'labels', ...datasets.map(({ title }) => title)],
  params: () =>
    z.object({
      dataset: param(z.enum(datasets.map(({ id }) => id)).default('emoji'), {
        label: 'Dataset',
        help: 'Where the images come from. All of them work offline.',
        options: Object.fromEntries(datasets.map(({ id, title }) => [id, title])),
      }),
      batchSize: param(z.number().int().min(1).max(65536).default(128), {
        label: 'Batch size',
        help: 'Images per step, before views are made of them.',
        unit: 'images',
        range: [16, 512],
        step: 16,
      }),
      label: labelParam('Which of the dataset’s labels the output “labels” carries.'),
    }),
  ports: () => ({
    inputs: [],
    outputs: [
      { name: 'images', label: 'images', kind: 'images', summary: 'Pixels in [0, 1].' },
      { name: 'index', label: 'index', kind: 'index', summary: 'Position of each image in the dataset.' },
      { name: 'labels', label: 'labels', kind: 'labels', summary: 'The chosen label of each image.' },
    ],
  }),
  data: { dataset: (params) => params.dataset, batchSize: (params) => params.batchSize },
  forward(context) {
    const { params } = context;
    const dataset = context.dataset ?? context.refuse('GRAPH_NO_DATA', {});
    const known = Object.keys(dataset.labels).join(', ');
    const label =
      findLabel(dataset, params.label) ??
      context.refuse(
        'GRAPH_BAD_PARAM',
        { param: 'label', problem: `${dataset.title} has no label “${params.label}”; it has: ${known}` },
        { param: 'label' },
      );
    const signal = (field: string) => ({ tensor: context.data(field), views: 1 });
    return { images: signal('images'), index: signal('index'), labels: signal(label) };
  },
});
