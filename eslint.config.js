import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** The layers of docs/architecture.md, lowest first; a layer may import what stands in its `may` list. */
const src = (name) => ({ type: name, pattern: `src/${name}` });
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
  { type: 'nodes', pattern: 'nodes' },
  { type: 'templates', pattern: 'templates' },
  { type: 'workers', pattern: 'workers' },
  // the app's benchmark page shares rivals and tables with the command line's; they import tfjs, in a worker only
  { type: 'bench', pattern: 'bench' },
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
  workers: ['base', 'diagnostics', 'ir'],
  runtime: ['base', 'diagnostics', 'document', 'ir', 'spec', 'compiler', 'analysis', 'codegen'],
  editor: ['base', 'diagnostics', 'document', 'ir', 'spec', 'compiler', 'analysis', 'codegen', 'runtime'],
};
const all = [...Object.keys(below), 'app', 'cli'];
const allow = (from, to) => ({
  from: { element: { type: from } },
  allow: { to: { element: { types: { anyOf: to } } } },
});

const TFJS = { group: ['@tensorflow/*'], message: 'tfjs is imported in workers/ only.' };
const REACT = {
  group: ['react', 'react-dom', 'react-dom/*', '@xyflow/*'],
  message: 'React is imported in src/editor and src/app only.',
};
const restrict = (files, ignores, patterns) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      '.cache',
      'dist',
      'test-results',
      'playwright-report',
      'workers/kernels/assembly',
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': layers,
      // types only, so that neither side of the worker imports the other
      'boundaries/files': [{ category: 'protocol', pattern: 'workers/protocol.ts' }],
      'import/resolver': { node: { extensions: ['.ts', '.tsx'] } },
    },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          message: '{{from.element.type}} may not import {{to.element.type}}: see docs/architecture.md',
          policies: [
            { allow: { to: { module: { origin: ['external', 'core'] } } } },
            {
              from: { element: { types: { anyOf: ['runtime', 'editor'] } } },
              allow: { to: { file: { categories: 'protocol' } } },
            },
            ...Object.entries(below).map(([from, allowed]) => allow(from, [from, ...allowed])),
            allow('app', [...all, 'bench']),
            allow('bench', [...all, 'bench']),
            allow('cli', all),
          ],
        },
      ],
    },
  },
  {
    // tests, and what serves them, may reach for the vocabulary, the templates and the engine
    files: ['**/*.test.ts', '**/*.test.tsx', 'nodes/testing/**/*.ts'],
    rules: { 'boundaries/dependencies': 'off' },
  },
  restrict(
    ['src/**/*.{ts,tsx}', 'nodes/**/*.ts', 'templates/**/*.ts'],
    ['src/editor/**', 'src/app/**'],
    [TFJS, REACT],
  ),
  restrict(['src/editor/**/*.{ts,tsx}', 'src/app/**/*.{ts,tsx}'], [], [TFJS]),
  restrict(['workers/**/*.ts'], [], [REACT]),
  {
    files: ['src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
);
