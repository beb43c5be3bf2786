const url = (file: URL) => file.href;

/** Where tfjs's WASM binaries went. Written out one by one, so that the bundler sees each of them. */
export const wasmUrls: Readonly<Record<string, string>> = {
  'tfjs-backend-wasm.wasm': url(
    new URL('../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url),
  ),
  'tfjs-backend-wasm-simd.wasm': url(
    new URL(
      '../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
      import.meta.url,
    ),
  ),
  'tfjs-backend-wasm-threaded-simd.wasm': url(
    new URL(
      '../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm',
      import.meta.url,
    ),
  ),
};
