import { literal } from '../javascript.ts';

/** `package.json`: tfjs, and nothing else. */
export function packageFile(
  name: string,
  has: { readonly tests: boolean; readonly serves: boolean },
): string {
  const scripts = {
    ...(has.serves && { start: 'node serve.mjs' }),
    ...(has.tests && { test: 'node --test parity.test.mjs' }),
  };
  const dependencies = { '@tensorflow/tfjs': '^4.22.0' };
  return `${JSON.stringify({ name, version: '1.0.0', private: true, type: 'module', scripts, dependencies }, null, 2)}\n`;
}

/** `serve.mjs`: the folder by HTTP, since browsers load no modules from files. */
export const SERVE_MJS = `/** Gives this folder to a browser: node serve.mjs [port] */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const port = Number(process.argv[2] ?? 8000);
const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript' };

const server = createServer(async ({ url }, response) => {
  const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
  const file = join(root, path.endsWith('/') ? \`\${path}index.html\` : path);
  try {
    const content = await readFile(file);
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    response.end(content);
  } catch {
    response.writeHead(404).end('not found');
  }
});
server.listen(port, '127.0.0.1', () => console.log(\`http://localhost:\${port}\`));
`;

/** `index.html`: trains with the module and shows the loss. */
export function page(title: string, model: string, data: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${escaped(title)}</title>
    <link rel="icon" href="data:," />
    <style>
      :root {
        color-scheme: light dark;
        font-family: system-ui, sans-serif;
        line-height: 1.5;
      }
      body {
        max-width: 42rem;
        margin: 3rem auto;
        padding: 0 1rem;
      }
      output {
        font-variant-numeric: tabular-nums;
      }
      svg {
        width: 100%;
        height: 14rem;
        border: 1px solid color-mix(in srgb, currentColor 25%, transparent);
      }
      polyline {
        fill: none;
        stroke: currentColor;
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
    </style>
    <script type="importmap">
      { "imports": { "@tensorflow/tfjs": "./node_modules/@tensorflow/tfjs/dist/tf.fesm.min.js" } }
    </script>
  </head>
  <body>
    <h1>${escaped(title)}</h1>
    <p>
      <button id="train" type="button">Train</button>
      <output id="state">${escaped(model)} has not been trained yet.</output>
    </p>
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label="Loss by step">
      <polyline id="curve" points="" />
    </svg>
    <script type="module">
      import * as tf from '@tensorflow/tfjs';
      import { loadDataset, STEPS, train } from './model.js';

      const [button, state, curve] = ['train', 'state', 'curve'].map((id) => document.getElementById(id));
      const losses = [];
      let running = false;

      function show(step, loss) {
        losses.push(loss);
        const [low, high] = [Math.min(...losses), Math.max(...losses)];
        const points = losses.map((value, i) => [
          (100 * i) / Math.max(losses.length - 1, 1),
          high > low ? 95 - (90 * (value - low)) / (high - low) : 50,
        ]);
        curve.setAttribute('points', points.map((point) => point.join(',')).join(' '));
        state.value = \`Step \${step + 1} of \${STEPS}: loss \${loss.toFixed(4)} (\${tf.getBackend()})\`;
        return running;
      }

      button.addEventListener('click', async () => {
        running = !running;
        button.textContent = running ? 'Stop' : 'Train';
        if (!running) return;
        losses.length = 0;
        await tf.ready();
        const response = await fetch(${literal(data)});
        const dataset = await loadDataset(new Uint8Array(await response.arrayBuffer()));
        await train(dataset, { onStep: (step, loss) => tf.nextFrame().then(() => show(step, loss)) });
        running = false;
        button.textContent = 'Train';
      });
    </script>
  </body>
</html>
`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

interface ReadmeOptions {
  readonly title: string;
  readonly idea: string;
  readonly citation: string;
  readonly model: string;
  readonly preset: string | null;
  readonly steps: number;
  readonly batchSize: number;
  readonly dataset: string;
  readonly hasFixture: boolean;
  readonly hasPage: boolean;
}

export function readme(about: ReadmeOptions): string {
  const { title, idea, citation, model, preset, steps, batchSize, dataset, hasFixture, hasPage } = about;
  const preset_ = preset === null ? '' : `, preset \`${preset}\``;
  return `# ${title}

${[idea, citation].filter((text) => text !== '').join('\n\n')}

\`model.js\` is the whole method in one module with no dependency but tfjs${preset_}: the networks and the loss (\`${model}\`), the
optimiser (\`createOptimizer\`), one step (\`trainStep\`), the views (\`makeInputs\`) and the run (\`train\`).

    npm install
${hasFixture ? '    npm test        # the proof\n' : ''}${hasPage ? '    npm start       # a page that trains, on http://localhost:8000\n' : ''}
The run is ${steps} steps of ${batchSize} images of the set _${dataset}_.${
    hasPage
      ? ''
      : ` That set is not part of this folder: give \`train\` images of your own, as
\`{ images, height, width, channels, labels, training }\`: bytes one image after another, a class of each image, and the indices of those
to train on.`
  } \`tf.setBackend\` chooses where it runs.
${
  hasFixture
    ? `
\`fixture/\` holds initial weights, one batch of views, and, for each of three steps that Unlabel computed, the loss, the gradient of every
trained weight, and every weight and state afterwards. \`parity.test.mjs\` takes the same steps in tfjs's plain JavaScript and compares:
the largest difference over the largest entry of a tensor is to be at most 1e-5. Small gradients are held against a hundredth of the
step's largest, small states against 0.01: what is zero in exact arithmetic is nothing but rounding. After comparing gradients it hands the expected ones to
the optimiser, because Adam makes a whole step of a gradient that is zero but for rounding.
`
    : ''
}
\`drawing.json\` is the drawing it was made from; Unlabel opens it.
`;
}
