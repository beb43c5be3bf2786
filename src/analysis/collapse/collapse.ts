import { compile } from '../../compiler/compile.ts';
import type { CompileOptions } from '../../compiler/compile-options.ts';
import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import { expandedGraph } from '../expanded-graph.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { createRegistry, type Registry } from '../../spec/registry.ts';
import { dynamics, hasOutdatedKeys, isBlunt, type Protection } from './dynamics.ts';
import { witnessDrawing } from './witness-drawing.ts';
import { WITNESSES, witnessEncoder, type Witness } from './witness-encoder.ts';
import { witnessLoss } from './witness-loss.ts';

/** What training should come to, as far as the loss and the wiring tell before a single step. */
export type Prediction =
  'healthy' | 'complete collapse' | 'dimensional collapse' | 'cluster collapse' | 'not learning';

export interface CollapseReport {
  readonly prediction: Prediction;
  /** `proved`: computed here from the loss. `heuristic`: the loss permits collapse, and what is published speaks against it. */
  readonly grounds: 'proved' | 'heuristic';
  /** The loss that training comes down to with each kind of embedding. */
  readonly losses: Readonly<Record<Witness, number>>;
  /** What keeps training from a collapse that the loss permits. */
  readonly protections: readonly Protection[];
}

/** A loss is as low as another where they differ by less than this share of all there is between the witnesses. */
const SAME = 0.02;

/** A module behind the embedding that is neither a projector nor a predictor. */
const givesCodes = ({ spec, params }: ResolvedNode): boolean =>
  spec.id.startsWith('head.') && params['role'] !== 'projector' && params['role'] !== 'predictor';

/**
 * Whether a drawing's loss has its minimum at collapsed embeddings. Its encoders are replaced by tables that know nothing of
 * an image, one number, or which image it is, and the compiled program, heads, teachers, queues and all, is trained with each:
 * where knowing nothing does as well as knowing the image, nothing in the loss keeps an encoder from knowing nothing.
 * Null for a drawing that cannot be trained, or whose encoders give more than an embedding.
 */
export function reasonAboutCollapse(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): CollapseReport | null {
  const graph = expandedGraph(document, registry, options);
  if (!graph) return null;
  const vocabulary = createRegistry([...registry.specs, witnessEncoder]);
  const losses: Partial<Record<Witness, number>> = {};
  for (const witness of WITNESSES) {
    const drawing = witnessDrawing(graph.graph, witness, ({ id }) => graph.params(id));
    const { program } = compile(drawing, vocabulary);
    if (!program) return null;
    losses[witness] = witnessLoss(program);
  }
  return judge(losses as Record<Witness, number>, {
    protections: dynamics(graph.resolved),
    codes: [...graph.resolved.nodes.values()].some(givesCodes),
    blunt: isBlunt(graph.resolved),
    outdated: hasOutdatedKeys(graph.resolved),
  });
}

interface Structure {
  readonly protections: readonly Protection[];
  /**
   * The embedding becomes codes or classes. These tell images on a line apart as well as any, so the loss does not see what
   * else there is; and where all images get one code, or all codes alike, that is what collapses.
   */
  readonly codes: boolean;
  /** A teacher's targets are no sharper than what learns from them. */
  readonly blunt: boolean;
  /** Negatives come from encoders of many steps ago. */
  readonly outdated: boolean;
}

function judge(losses: Record<Witness, number>, structure: Structure): CollapseReport {
  const { protections, codes, blunt, outdated } = structure;
  const { constant, line, image, noise } = losses;
  const all = Object.values(losses);
  const tolerance = SAME * (Math.max(...all) - Math.min(...all)) + 1e-3;
  const asLow = (loss: number): boolean => loss <= image + tolerance;
  const complete = codes ? 'cluster collapse' : 'complete collapse';
  const collapse = asLow(constant) ? complete : !codes && asLow(line) ? 'dimensional collapse' : null;
  if (collapse === null && blunt) {
    return { prediction: 'cluster collapse', grounds: 'heuristic', losses, protections };
  }
  if (collapse === null && outdated) {
    return { prediction: 'not learning', grounds: 'heuristic', losses, protections };
  }
  if (collapse === null) {
    return { prediction: asLow(noise) ? 'not learning' : 'healthy', grounds: 'proved', losses, protections };
  }
  return protections.length > 0
    ? { prediction: 'healthy', grounds: 'heuristic', losses, protections }
    : { prediction: collapse, grounds: 'proved', losses, protections };
}
