/** Rows of an output tile for which there is a micro-kernel, widest first. */
const tileRows = [6, 4, 2, 1];

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Unrolled body for one step of the reduction: `a(r)` names the address of row r's operand. */
function step(rows: number, a: (row: number) => string, bOffset: number): string {
  const lines = range(rows).map(
    (r) => `    s = v128.load32_splat(${a(r)});
    c${r}0 = madd(s, b0, c${r}0);
    c${r}1 = madd(s, b1, c${r}1);`,
  );
  return `    b0 = v128.load(b, ${bOffset});
    b1 = v128.load(b, ${bOffset + 16});
${lines.join('\n')}`;
}

const accumulators = (rows: number) =>
  range(rows)
    .map((r) => `  let c${r}0 = f32x4.splat(0), c${r}1 = f32x4.splat(0);`)
    .join('\n');

const epilogue = (rows: number) =>
  range(rows)
    .map((r) => `  put(c + ${r} * ldc, c${r}0, c${r}1, cols, add);`)
    .join('\n');

const signature =
  '(a: usize, lda: usize, b: usize, k: i32, c: usize, ldc: usize, cols: i32, add: bool): void';

/** C[rows, 8] (+)= A[rows, k] · B[k, 8]; four steps of the reduction at a time. */
function rowMajor(rows: number): string {
  const names = range(rows);
  const advance = (bytes: number) => names.map((r) => `a${r} += ${bytes};`).join(' ');
  return `export function rowMajor${rows}${signature} {
  let a0 = a;
${names
  .slice(1)
  .map((r) => `  let a${r} = a${r - 1} + lda;`)
  .join('\n')}
${accumulators(rows)}
  let s: v128, b0: v128, b1: v128;
  for (let n = k >> 2; n > 0; n--) {
${range(4)
  .map((u) => step(rows, (r) => `a${r}, ${u * 4}`, u * 32))
  .join('\n')}
    ${advance(16)} b += 128;
  }
  for (let n = k & 3; n > 0; n--) {
${step(rows, (r) => `a${r}`, 0)}
    ${advance(4)} b += 32;
  }
${epilogue(rows)}
}`;
}

/** C[rows, 8] (+)= Aᵀ · B[k, 8] where A is [k, rows]: each step's operands lie side by side. */
function columnMajor(rows: number): string {
  return `export function columnMajor${rows}${signature} {
${accumulators(rows)}
  let s: v128, b0: v128, b1: v128;
  for (let n = k; n > 0; n--) {
${step(rows, (r) => `a, ${r * 4}`, 0)}
    a += lda; b += 32;
  }
${epilogue(rows)}
}`;
}

/** Walks down a column of tiles: m rows of C, in tiles of the widest kind that fits and that the registers hold. */
function walk(kind: string, advance: string): string {
  const loops = tileRows.map((rows) => {
    const condition = rows === 6 ? 'ASC_FEATURE_RELAXED_SIMD && m >= 6' : `m >= ${rows}`;
    return `  while (${condition}) {
    ${kind}${rows}(a, lda, b, k, c, ldc, cols, add);
    m -= ${rows}; c += ${rows} * ldc; a += ${advance.replace('rows', String(rows))};
  }`;
  });
  return `export function ${kind}(m: i32, a: usize, lda: usize, b: usize, k: i32, c: usize, ldc: usize, cols: i32, add: bool): void {
${loops.join('\n')}
}`;
}

/**
 * AssemblyScript source of the register-tiled inner products, written by program because the language has no macros.
 *
 * All take strides in bytes; B is a packed panel of 8 columns; \`cols\` (1 to 8) is how many of them C has; \`add\`
 * keeps what C held. Six rows of two vectors fill the 16 vector registers of x86-64 when multiply and add fuse; without
 * fusion a product needs a register of its own and four rows are faster.
 */
export function microKernels(): string {
  const parts = tileRows.flatMap((rows) => [rowMajor(rows), columnMajor(rows)]);
  return [
    "import { madd, put } from './vector';",
    ...parts,
    walk('rowMajor', 'rows * lda'),
    walk('columnMajor', 'rows * 4'),
    '',
  ].join('\n\n');
}
