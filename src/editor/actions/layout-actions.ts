import { alignSelection, distributeSelection, layOutSelection } from '../arrange/arrange-selection.ts';
import type { Axis, Edge } from '../arrange/align.ts';
import { reach, sameType } from '../arrange/reach.ts';
import { graphOf } from '../store/content.ts';
import type { Action, ActionContext } from './action.ts';

const selected = ({ services }: ActionContext) => services.store.getState().selection.nodes;

const aligns = (edge: Edge, what: string): Action => ({
  id: `arrange.align.${edge}`,
  title: `Align ${what}`,
  section: 'Arrange',
  enabled: (context) => selected(context).length > 1,
  run: ({ services }) => alignSelection(services, edge),
});

const distributes = (axis: Axis): Action => ({
  id: `arrange.distribute.${axis}`,
  title: `Distribute ${axis}ly`,
  section: 'Arrange',
  enabled: (context) => selected(context).length > 2,
  run: ({ services }) => distributeSelection(services, axis),
});

type Find = typeof sameType;
const selects = (id: string, title: string, find: Find, keys: readonly string[] = []): Action => ({
  id: `edit.select.${id}`,
  title,
  section: 'Edit',
  keys,
  enabled: (context) => selected(context).length > 0,
  run: (context) => {
    const { content, select } = context.services.store.getState();
    select({ nodes: find(graphOf(content), selected(context)), edges: [] });
  },
});

export const LAYOUT_ACTIONS: readonly Action[] = [
  aligns('left', 'left edges'),
  aligns('centre', 'centres'),
  aligns('right', 'right edges'),
  aligns('top', 'top edges'),
  aligns('middle', 'middles'),
  aligns('bottom', 'bottom edges'),
  distributes('horizontal'),
  distributes('vertical'),
  {
    id: 'arrange.layOut',
    title: 'Lay out automatically',
    section: 'Arrange',
    keys: ['Mod+Shift+L'],
    enabled: ({ services }) => graphOf(services.store.getState().content).nodes.length > 1,
    run: ({ services }) => void layOutSelection(services),
  },
  selects('upstream', 'Select upstream', (graph, ids) => reach(graph, ids, 'upstream'), ['[']),
  selects('downstream', 'Select downstream', (graph, ids) => reach(graph, ids, 'downstream'), [']']),
  selects('sameType', 'Select nodes of the same type', sameType),
];
