import { registry } from '../../nodes/index.ts';
import { assert } from '../../src/base/assert.ts';
import { choosePreset } from '../../src/cli/choose-preset.ts';
import { loadDocument } from '../../src/cli/load-document.ts';
import { compile } from '../../src/compiler/compile.ts';
import type { ParamValue, UnlabelDocument } from '../../src/document/schema.ts';
import type { Program } from '../../src/ir/program.ts';

/** The template `simclr` in its `browser` preset, with its probes or without, and with other params where they are given. */
export async function simclrProgram(
  steps: number,
  probes: boolean,
  params: Readonly<Record<string, Readonly<Record<string, ParamValue>>>> = {},
): Promise<Program> {
  const loaded = await loadDocument('simclr');
  assert(loaded.ok, 'the template can be read');
  const chosen = choosePreset(loaded.value, 'browser');
  assert(chosen.ok, 'the template has the preset');
  const drawn = probes ? chosen.value : withoutProbes(chosen.value);
  const { program } = compile(withParams(drawn, params), registry, { steps });
  assert(program, 'the template compiles');
  return program;
}

function withParams(
  document: UnlabelDocument,
  params: Readonly<Record<string, Readonly<Record<string, ParamValue>>>>,
): UnlabelDocument {
  const stages = document.stages.map((stage) => {
    const nodes = stage.graph.nodes.map((node) => ({
      ...node,
      params: { ...node.params, ...params[node.id] },
    }));
    return { ...stage, graph: { ...stage.graph, nodes } };
  });
  return { ...document, stages };
}

function withoutProbes(document: UnlabelDocument): UnlabelDocument {
  const stages = document.stages.map((stage) => {
    const nodes = stage.graph.nodes.filter(({ type }) => !type.startsWith('probe.'));
    const ids = new Set(nodes.map(({ id }) => id));
    const edges = stage.graph.edges.filter(({ to }) => ids.has(to.split('.')[0]!));
    return { ...stage, graph: { ...stage.graph, nodes, edges } };
  });
  return { ...document, stages };
}
