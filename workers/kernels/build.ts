import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = dirname(fileURLToPath(import.meta.url));
const target = join(folder, 'wasm', 'binaries.generated.ts');

/**
 * Compiles assembly/index.ts. The binary imports its memory (tfjs's own) and holds no data of its own, so nothing of
 * tfjs's is overwritten; the stub runtime never allocates.
 *
 * @throws with the compiler's messages
 */
async function compile(features: string[]): Promise<Uint8Array> {
  let binary = new Uint8Array();
  let messages = '';
  const { error } = await asc.main(
    [
      'index.ts',
      ...[
        '--outFile',
        'kernels.wasm',
        '--runtime',
        'stub',
        '--importMemory',
        '--noExportMemory',
        '--maximumMemory',
        '65536',
        '--noAssert',
      ],
      ...['-O3', '--use', 'abort=', ...features.flatMap((feature) => ['--enable', feature])],
    ],
    {
      stderr: { write: (chunk: string | Uint8Array) => void (messages += chunk.toString()) },
      listFiles: () => [],
      readFile: (name: string) => {
        try {
          return readFileSync(join(folder, 'assembly', name), 'utf8');
        } catch {
          return null; // the compiler tries several places for a module
        }
      },
      writeFile: (_name: string, contents: string | Uint8Array) => {
        binary = contents as Uint8Array<ArrayBuffer>;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${messages}`);
  return binary;
}

/** The text of wasm/binaries.generated.ts. */
export async function generateBinaries(): Promise<string> {
  const encode = (binary: Uint8Array) => Buffer.from(binary).toString('base64');
  const simd = encode(await compile(['simd']));
  const relaxed = encode(await compile(['simd', 'relaxed-simd']));
  return `// Written by \`npx tsx workers/kernels/build.ts\` from assembly/; do not edit.

/** Kernels in base64 for engines with WASM SIMD. */
export const simdBinary =
  '${simd}';

/** Kernels in base64 that fuse multiply and add, for engines with relaxed SIMD. */
export const relaxedSimdBinary =
  '${relaxed}';
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(target, await generateBinaries());
}
