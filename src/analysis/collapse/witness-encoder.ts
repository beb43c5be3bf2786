import { z } from 'zod';
import type { Initializer } from '../../ir/initializer.ts';
import { defineNode } from '../../spec/node-spec.ts';
import type { Tensor } from '../../spec/tensor-ops.ts';

/**
 * What an encoder may know of an image. `constant`: nothing, all embeddings are one vector. `line`: one number, all
 * embeddings lie on a line. `image`: which one it is, whatever its view. `noise`: nothing, it
 * gives each view the embedding of a random image.
 */
export const WITNESSES = ['constant', 'line', 'image', 'noise'] as const;
export type Witness = (typeof WITNESSES)[number];

export const WITNESS_TYPE = 'encoder.witness';

/** Length of a witness's embedding. */
export const WIDTH = 6;

const spread: Initializer = { kind: 'normal', std: 1 };

/**
 * Stands for every encoder there could be of one kind of knowledge: a table of embeddings that is trained as an encoder's
 * weights are, instead of a network. Whether a loss has a minimum at collapsed embeddings is asked of these tables, since a
 * network large enough can give whatever a table holds. images V·B×… → embedding V·B×D.
 */
export const witnessEncoder = defineNode({
  id: WITNESS_TYPE,
  label: 'Witness',
  summary: 'A table of embeddings in an encoder’s place.',
  hidden: true,
  params: () => z.object({ witness: z.enum(WITNESSES).default('image') }),
  hasWeights: true,
  ports: () => ({
    inputs: [{ name: 'images', label: 'images', kinds: ['images', 'features'], summary: 'Only counted.' }],
    outputs: [{ name: 'embedding', label: 'embedding', kind: 'embedding', summary: 'Rows of the table.' }],
  }),
  forward(context) {
    const { ops } = context;
    const { tensor: images, views } = context.input('images');
    const rows = images.shape[0]!;
    const batch = rows / views;
    const repeat = (table: Tensor): Tensor =>
      ops.concat(
        Array.from({ length: views }, () => table),
        0,
      );
    const table = (): Tensor => {
      switch (context.params.witness) {
        case 'constant':
          return ops.broadcastTo(context.weight('row', [1, WIDTH], spread), [rows, WIDTH]);
        case 'line': {
          const along = ops.mul(
            context.weight('place', [batch, 1], spread),
            context.weight('direction', [1, WIDTH], spread),
          );
          return repeat(ops.add(along, context.weight('origin', [1, WIDTH], spread)));
        }
        case 'image':
          return repeat(context.weight('rows', [batch, WIDTH], spread));
        case 'noise': {
          const order = context.draw('order', { kind: 'orders', count: batch }, [views, batch]);
          const rowOf = ops.cast(ops.reshape(order, [rows]), 'int32');
          return ops.gather(context.weight('rows', [batch, WIDTH], spread), rowOf);
        }
      }
    };
    return { embedding: { tensor: table(), views } };
  },
});
