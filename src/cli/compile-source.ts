import { registry } from '../../nodes/index.ts';
import { failure, success } from '../base/outcome.ts';
import type { Compilation } from '../compiler/compilation.ts';
import { examine } from '../analysis/examine.ts';
import type { CompileOptions } from '../compiler/compile-options.ts';
import type { Pass } from '../compiler/passes.ts';
import type { Checked } from '../diagnostics/diagnostic.ts';
import type { Stage, UnlabelDocument } from '../document/schema.ts';
import { choosePreset } from './choose-preset.ts';
import { loadDocument } from './load-document.ts';
import { parseSetting } from './parse-setting.ts';

/** Options that change what a document says, as the command line gives them. */
export interface DocumentOptions {
  readonly preset?: string;
  /** `node.param=value` */
  readonly set: readonly string[];
  readonly steps?: number;
  /** Passes of the compiler to leave out. */
  readonly without?: readonly Pass[];
}

export interface CompiledSource {
  readonly document: UnlabelDocument;
  /** The stage that was compiled. */
  readonly stage: Stage;
  readonly compilation: Compilation;
  /** What it was compiled with. */
  readonly options: CompileOptions;
}

/** Loads a document and compiles its first stage. Fails only where there is no document; throws `UsageError`. */
export async function compileSource(
  source: string,
  options: DocumentOptions,
): Promise<Checked<CompiledSource>> {
  const overrides = Object.fromEntries(
    options.set.map((text) => {
      const { path, value } = parseSetting(text);
      return [path, value];
    }),
  );
  const loaded = await loadDocument(source);
  if (!loaded.ok) return loaded;
  const chosen = choosePreset(loaded.value, options.preset);
  if (!chosen.ok) return failure(chosen.problems);
  const compileOptions: CompileOptions = {
    overrides,
    ...(options.steps === undefined ? {} : { steps: options.steps }),
    ...(options.without && { without: options.without }),
  };
  const compilation = examine(chosen.value, registry, compileOptions);
  // the schema asks for at least one stage
  return success({
    document: chosen.value,
    stage: chosen.value.stages[0]!,
    compilation,
    options: compileOptions,
  });
}
