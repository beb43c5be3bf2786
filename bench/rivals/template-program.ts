import { registry } from '../../nodes/index.ts';
import { findTemplate } from '../../templates/index.ts';
import { assert } from '../../src/base/assert.ts';
import { compile } from '../../src/compiler/compile.ts';
import { parseDocument } from '../../src/document/parse.ts';
import { applyPreset } from '../../src/document/presets.ts';
import type { ParamValue, UnlabelDocument } from '../../src/document/schema.ts';
import type { Program } from '../../src/ir/program.ts';

type Params = Readonly<Record<string, Readonly<Record<string, ParamValue>>>>;

interface Wanted {
  readonly steps: number;
  readonly probes?: boolean;
  /** By node, where they are not the preset's. */
  readonly params?: Params;
}

/** A template in its preset `browser`, with its probes or without, and with other params where they are given. */
export function templateProgram(id: string, { steps, probes = false, params = {} }: Wanted): Program {
  const template = findTemplate(id);
  assert(template, `there is a template ${id}`);
  const parsed = parseDocument(JSON.stringify(template.document));
  assert(parsed.ok, 'the template can be read');
  const chosen = applyPreset(parsed.value, 'browser');
  assert(chosen.ok, 'the template has the preset');
  const drawn = probes ? chosen.value : withoutProbes(chosen.value);
  const { program } = compile(withParams(drawn, params), registry, { steps });
  assert(program, 'the template compiles');
  return program;
}

function withParams(document: UnlabelDocument, params: Params): UnlabelDocument {
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
