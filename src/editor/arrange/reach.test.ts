import { expect, it } from 'vitest';
import { drawing } from '../../compiler/testing/drawing.ts';
import { reach, sameType } from './reach.ts';

const { graph } = drawing(
  {
    images: ['data.images'],
    encoder: ['encoder.convnet'],
    ema: ['flow.ema'],
    teacher: ['encoder.convnet'],
    loss: ['loss.ntXent'],
    other: ['math.relu'],
  },
  [
    'images.images > encoder.images',
    'encoder.weights > ema.weights',
    'ema.weights > teacher.weights',
    'encoder.embedding > loss.a',
    'teacher.embedding > loss.b',
  ],
).stages[0]!;

it('follows wires of all kinds, in the order of the drawing', () => {
  expect(reach(graph, ['teacher'], 'upstream')).toEqual(['images', 'encoder', 'ema', 'teacher']);
  expect(reach(graph, ['encoder'], 'downstream')).toEqual(['encoder', 'ema', 'teacher', 'loss']);
  expect(reach(graph, ['other'], 'downstream')).toEqual(['other']);
});

it('ends in a circle', () => {
  const circle = { ...graph, edges: [...graph.edges, { from: 'loss.loss', to: 'images.x' }] };
  expect(reach(circle, ['loss'], 'downstream')).toHaveLength(5);
});

it('finds nodes of the same type', () => {
  expect(sameType(graph, ['teacher', 'loss'])).toEqual(['encoder', 'teacher', 'loss']);
});
