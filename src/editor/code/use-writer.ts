import { useEffect, useState } from 'react';
import type { TargetId } from '../../codegen/targets.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { createCodeWriter, type CodeWriter } from './code-writer.ts';

/** What writes the open drawing while it is edited; null until its code has come. */
export function useWriter(target: TargetId): CodeWriter | null {
  const { store, projects } = useServices();
  const [writer, setWriter] = useState<CodeWriter | null>(null);
  useEffect(() => {
    let own: CodeWriter | null = null;
    let left = false;
    void projects().then((maker) => {
      if (left) return;
      own = createCodeWriter(maker);
      setWriter(own);
    });
    return () => {
      left = true;
      own?.end();
      setWriter(null);
    };
  }, [projects]);

  const preset = useEditor(({ content }) => content.preset);
  // where nodes stand is in no code
  const stages = useEditor(({ content }) => content.document.stages);
  const composites = useEditor(({ content }) => content.document.composites);
  const presets = useEditor(({ content }) => content.document.presets);
  const meta = useEditor(({ content }) => content.document.meta);
  useEffect(() => {
    writer?.want({ target, preset, document: store.getState().content.document });
  }, [writer, store, target, preset, stages, composites, presets, meta]);
  return writer;
}
