import { defineNode, param, z } from '../../src/spec/index.ts';
import { TENSOR_KINDS } from '../params/tensor-kinds.ts';
import { viewsOf } from './operations/views-of.ts';

/** One view of a set, or several that follow each other: V·B×… → count·B×…. In evaluation there is one view only, and that is it. */
export const selectView = defineNode({
  id: 'math.selectView',
  label: 'Select a view',
  summary: 'Takes one view out of a set, for a branch of its own.',
  formula: 'y = x^{(v)}',
  pitfalls: [
    'A loss between two chosen views is one-sided: add the other direction, or let the loss pair all views.',
  ],
  keywords: ['split', 'branch', 'index', 'lane', 'first view', 'second view'],
  params: () =>
    z.object({
      view: param(z.number().int().min(1).max(64).default(1), {
        label: 'View',
        help: 'Which one, counted from 1.',
        range: [1, 8],
      }),
      count: param(z.number().int().min(1).max(64).default(1), {
        label: 'How many',
        help: 'So many views from that one on, such as the two global crops before the local ones.',
        range: [1, 8],
        tier: 'advanced',
      }),
    }),
  ports: () => ({
    inputs: [{ name: 'views', label: 'views', kinds: TENSOR_KINDS, summary: 'A set of views.' }],
    outputs: [{ name: 'view', label: 'view', kind: { like: 'views' }, summary: 'The chosen view.' }],
  }),
  forward(context) {
    const set = context.input('views');
    const { view, count } = context.params;
    const last = view + count - 1;
    if (context.mode === 'evaluate') return { view: set };
    if (last > set.views) {
      const needs = `at least ${last} views to take number ${last}`;
      context.refuse('SHAPE_VIEWS', { node: context.id, needs, has: set.views }, { port: 'views' });
    }
    return { view: { tensor: viewsOf(context.ops, set, view - 1, count), views: count } };
  },
});
