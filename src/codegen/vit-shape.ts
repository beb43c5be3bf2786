const SIZES: Readonly<Record<string, { width: number; depth: number; heads: number; mlpRatio: number }>> = {
  tiny: { width: 192, depth: 12, heads: 3, mlpRatio: 4 },
  small: { width: 384, depth: 12, heads: 6, mlpRatio: 4 },
  base: { width: 768, depth: 12, heads: 12, mlpRatio: 4 },
};

interface VitParams {
  size: string;
  patchSize: number;
  pooling: 'class' | 'mean';
  width: number;
  depth: number;
  heads: number;
  mlpRatio: number;
  position: 'learned' | 'sinCos';
  baseSize: number;
  frozenPatchEmbedding: boolean;
}

interface VitContext {
  readonly params: Readonly<Record<string, unknown>>;
  readonly imageSize: { readonly height: number; readonly width: number } | undefined;
  input(port: string): { readonly shape: readonly number[] };
}

/** A vision transformer's params, its sizes, and the patches that its positions are made for (rows and columns). */
export function vitShape(context: VitContext) {
  const params = context.params as unknown as VitParams;
  const { width, depth, heads, mlpRatio } = SIZES[params.size] ?? params;
  const [, height, across, channels] = context.input('images').shape as [number, number, number, number];
  const base = params.baseSize || (context.imageSize?.height ?? height);
  const baseAcross = params.baseSize || (context.imageSize?.width ?? across);
  const grid = [base / params.patchSize, baseAcross / params.patchSize];
  return { params, width, depth, heads, mlpRatio, channels, grid };
}
