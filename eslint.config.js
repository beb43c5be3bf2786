import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** The layers of docs/architecture.md, lowest first; a layer may import what stands in its `may` list. */
const src = (name) => ({ type: name, pattern: `src/${name}/**` });
const layers = [
  src('base'),
  src('diagnostics'),
  src('document'),
  src('ir'),
  src('spec'),
  src('compiler'),
  src('analysis'),
  src('codegen'),
  src('runtime'),
  src('editor'),
  src('app'),
  src('cli'),
  { type: 'protocol', pattern: 'workers/protocol.ts', mode: 'file' },
  { type: 'nodes', pattern: 'nodes/**' },
  { type: 'templates', pattern: 'templates/**' },
  { type: 'workers', pattern: 'workers/**' },
];
const below = {
  base: [],
  diagnostics: ['base'],
  document: ['base', 'diagnostics'],
  ir: ['base', 'diagnostics'],
  spec: ['base', 'diagnostics', 'ir'],
  nodes: ['spec'],
  templates: [],
  compiler: ['base', 'diagnostics', 'document', 'ir', 'spec'],
  analysis: ['base', 'diagnostics', 'document', 'ir', 'spec', 'compiler'],
  codegen: ['base', 'diagnostics', 'document', 'ir', 'spec', 'compiler'],
  protocol: ['base', 'diagnostics', 'ir'],
  workers: ['base', 'diagnostics', 'ir', 'protocol'],
  runtime: ['base', 'diagnostics', 'document', 'ir', 'spec', 'compiler', 'analysis', 'codegen', 'protocol'],
  editor: ['base', 'diagnostics', 'document', 'ir', 'spec', 'compiler', 'analysis', 'codegen', 'runtime', 'protocol'],
};
const all = [...Object.keys(below), 'app', 'cli'];

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'test-results', 'playwright-report', 'workers/kernels/assembly'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: { 'boundaries/elements': layers, 'import/resolver': { node: { extensions: ['.ts', '.tsx'] } } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'boundaries/element-types': [
        'error',
        {
          default: 'disallow',
          rules: [
            ...Object.entries(below).map(([from, allow]) => ({ from, allow: [from, ...allow] })),
            { from: ['app', 'cli'], allow: all },
          ],
        },
      ],
    },
  },
  {
    // tests may reach for the vocabulary and the templates
    files: ['**/*.test.ts', '**/*.test.tsx'],
    rules: { 'boundaries/element-types': 'off' },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'nodes/**/*.ts', 'templates/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['@tensorflow/*'], message: 'tfjs lives in workers/ only.' }] }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'nodes/**/*.ts', 'workers/**/*.ts'],
    ignores: ['src/editor/**', 'src/app/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['react', 'react-dom', '@xyflow/*'], message: 'React lives in src/editor and src/app only.' }] },
      ],
    },
  },
  { files: ['src/**/*.tsx'], plugins: { 'react-hooks': reactHooks }, rules: reactHooks.configs.recommended.rules },
);
