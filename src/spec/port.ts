/** What travels on a wire. `V` views stand one after another on axis 0, B is the batch size. */
export const PORT_KINDS = {
  images: { label: 'images', shape: 'V B H W C', carries: 'pixels in [0, 1] before normalisation' },
  features: { label: 'a feature map', shape: 'V B H W C', carries: 'encoder feature map' },
  tokens: { label: 'tokens', shape: 'V B T D', carries: 'transformer tokens' },
  embedding: { label: 'an embedding', shape: 'V B D', carries: 'one vector per image' },
  logits: { label: 'logits', shape: 'V B K', carries: 'scores over prototypes, clusters or classes' },
  distribution: {
    label: 'a distribution',
    shape: 'V B K',
    carries: 'probabilities over prototypes or classes',
  },
  labels: { label: 'labels', shape: 'B', carries: 'integer targets' },
  index: { label: 'indices', shape: 'B', carries: 'position in the dataset' },
  matrix: { label: 'a matrix', shape: 'any', carries: 'queue contents, memory-bank rows, prototypes' },
  loss: { label: 'a loss', shape: 'scalar', carries: 'what an optimiser minimises' },
  weights: { label: 'weights', shape: '–', carries: 'a parameter set' },
} as const;

export type PortKind = keyof typeof PORT_KINDS;

export interface InputPort {
  /** Stable, semantic, and never names a type. */
  readonly name: string;
  readonly label: string;
  /** Any of these kinds is taken. */
  readonly kinds: readonly PortKind[];
  readonly summary: string;
  /** KaTeX: the letter that the node's formula has for what comes in here. */
  readonly symbol?: string;
  readonly optional?: boolean;
  /** Takes any number of wires. */
  readonly multiple?: boolean;
  /** Gradient does not pass backwards through this input. */
  readonly cutsGradient?: boolean;
  /** What the papers put in here, where it takes other things too: the editor offers what would make it so. */
  readonly usually?: 'noGradient' | 'unitLength';
}

export interface OutputPort {
  readonly name: string;
  readonly label: string;
  /** `{ like }` gives the kind of whatever is on that input: what a stop-gradient does. */
  readonly kind: PortKind | { readonly like: string };
  readonly summary: string;
  /** Vectors of length 1. */
  readonly unitLength?: boolean;
}

export interface Ports {
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly OutputPort[];
}
