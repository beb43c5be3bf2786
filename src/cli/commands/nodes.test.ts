import { describe, expect, test } from 'vitest';
import { unlabel } from '../testing/unlabel.ts';

describe('nodes and templates', () => {
  test('list the vocabulary and the methods, for people and for programs', async () => {
    const [nodes, templates] = [await unlabel('nodes'), await unlabel('templates')];
    expect(nodes.out.join('\n')).toMatch(/^loss\.ntXent +NT-Xent +\S/m);
    expect(nodes.out.join('\n')).not.toContain('layer.conv2d');
    expect(templates.out.join('\n')).toMatch(/^simclr +SimCLR +\d+ +browser/m);

    const [specs] = (await unlabel('nodes', '--json')).json() as unknown as [
      { id: string; params: { name: string }[] }[],
    ];
    expect(specs.find(({ id }) => id === 'loss.ntXent')?.params.map(({ name }) => name)).toContain(
      'temperature',
    );
    expect(specs.find(({ id }) => id === 'layer.conv2d')).toMatchObject({ hidden: true });
    const [methods] = (await unlabel('templates', '--json')).json();
    expect(methods).toContainEqual(expect.objectContaining({ id: 'simclr', title: 'SimCLR' }));
  });
});
