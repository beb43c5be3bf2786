/** Prints how the variables of exported models begin: by folder and path their shape and values; the folders and classes are arguments. */
import { pathToFileURL } from 'node:url';

const found = {};
for (const argument of process.argv.slice(2)) {
  const [folder, name] = argument.split('#');
  const module = await import(pathToFileURL(`${folder}/model.js`).href);
  const variables = Object.entries(module.variables(new module[name]()));
  found[name] = Object.fromEntries(
    variables.map(([path, variable]) => [path, { shape: variable.shape, data: [...variable.dataSync()] }]),
  );
}
console.log(JSON.stringify(found));
