import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { katexWithoutFaces } from './scripts/katex-without-faces.ts';
import { preloadOpening } from './scripts/preload-opening.ts';

/** Threads of the WASM backend need shared memory, which browsers give to cross-origin isolated pages only. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Tests that begin backends in their own ways. */
const APART = [
  'workers/**/*.test.{ts,tsx}',
  'src/cli/commands/{train,ablate,sweep}.test.ts',
  // onnxruntime leaves a `Worker` behind, as browsers have it
  'src/codegen/inference/**/*.test.ts',
];

/**
 * What a first visit runs, in the order in which it does: each of these modules with all that it imports and no one before has.
 * Left to itself the bundler cuts this into a file for every set of later parts that share some of it: some seventy requests.
 */
const OPENING = [
  // all that the entry itself imports: what else it found in these files would be run at once, in one task, before the first paint
  {
    name: 'start',
    at: [
      'src/editor/theme/theme.ts',
      'src/base/assert.ts',
      'src/base/next-task.ts',
      'vite/preload-helper.js',
    ],
  },
  { name: 'graph', at: 'src/document/graph-schema.ts' },
  { name: 'document', at: 'src/document/schema.ts' },
  { name: 'nodes', at: 'nodes/index.ts' },
  { name: 'drawing', at: 'src/app/open-editor.ts' },
  { name: 'react', at: 'node_modules/react-dom/client.js' },
  { name: 'window', at: 'src/app/show-editor.tsx' },
  { name: 'over', at: 'src/editor/shell/over-canvas.ts' },
  { name: 'top', at: 'src/editor/shell/TopBar.tsx' },
  { name: 'lab', at: 'src/editor/lab/LabDrawer.tsx' },
  { name: 'dialogs', at: 'src/editor/shell/ShellDialogs.tsx' },
  { name: 'library', at: 'src/editor/shell/LeftPanel.tsx' },
  { name: 'inspector', at: 'src/editor/inspector/Inspector.tsx' },
].map(({ name, at }, index, all) => ({
  name,
  // the bundler's own modules begin with a zero
  test: (id: string) => [at].flat().some((file) => id.replaceAll(/[\\\0]/g, '/').endsWith(`/${file}`)),
  priority: all.length - index,
}));

export default defineConfig({
  // relative, so that a build can be served from any folder
  base: './',
  plugins: [react(), katexWithoutFaces(), preloadOpening('/index.html')],
  // in the browser the formatter is started by who uses it; in Node it starts itself
  resolve: process.env['VITEST']
    ? {}
    : { alias: [{ find: /^@wasm-fmt\/ruff_fmt$/, replacement: '@wasm-fmt/ruff_fmt/web' }] },
  optimizeDeps: { exclude: ['@wasm-fmt/ruff_fmt'] },
  server: { port: 5173, strictPort: false, headers: isolation },
  preview: { port: 4173, headers: isolation },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: ['index.html', 'check.html', 'bench.html'],
      output: { codeSplitting: { groups: OPENING } },
    },
  },
  test: {
    environment: 'node',
    // numerical tests train small networks, and machines are shared
    testTimeout: 60_000,
    // left to itself, vitest keeps one processor free: of two, half
    maxWorkers: 2,
    setupFiles: ['scripts/testing/fix-the-seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'files together',
          include: ['{src,nodes,templates,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: APART,
          // loading the engine for each file anew would take longer than the tests
          isolate: false,
        },
      },
      {
        extends: true,
        // backends, their memory and threads belong to the whole process
        test: { name: 'files apart', include: APART },
      },
    ],
  },
});
