import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { CODE_TARGETS, type TargetId } from '../../codegen/targets.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { useServices } from '../editor-context.tsx';
import { ProblemsTab } from '../lab/ProblemsTab.tsx';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import './code.css';
import { CodePane } from './CodePane.tsx';
import type { CodeWriter } from './code-writer.ts';
import { FileList } from './FileList.tsx';
import { fileOf } from './line-nodes.ts';
import { PackButtons } from './PackButtons.tsx';
import type { CodeFile } from './project-maker.ts';
import { ProofBadge } from './ProofBadge.tsx';
import { useWriter } from './use-writer.ts';

const NONE: readonly CodeFile[] = [];

/** The open drawing as code, while it is edited. */
export function CodeTab() {
  const [target, setTarget] = useState<TargetId>(CODE_TARGETS[0].id);
  const writer = useWriter(target);
  return writer && <Code writer={writer} target={target} onTarget={setTarget} />;
}

interface CodeProps {
  readonly writer: CodeWriter;
  readonly target: TargetId;
  readonly onTarget: (target: TargetId) => void;
}

function Code({ writer, target, onTarget }: CodeProps) {
  const { project, problems, writing } = useStore(writer.state);
  const [notes, setNotes] = useState<readonly Diagnostic[]>([]);
  const { store } = useServices();
  const [path, setPath] = useState<string | null>(null);
  const files = project?.files ?? NONE;
  const file = files.find((one) => one.path === path) ?? files[0];
  useEffect(
    () =>
      store.subscribe(({ selection }, before) => {
        // a node that is selected has its lines shown, wherever they are
        if (selection !== before.selection) setPath((now) => fileOf(files, now, selection.nodes));
      }),
    [store, files],
  );
  return (
    <div className="code" aria-busy={writing}>
      <div className="code-bar">
        <Choice
          label="Language"
          value={target}
          options={CODE_TARGETS.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={onTarget}
        />
        {project && <ProofBadge target={target} program={project.digest} />}
        <span className="code-space" />
        <PackButtons target={target} disabled={!project} onProblems={setNotes} />
        {file && <CopyButton file={file} />}
      </div>
      {notes.map(({ code, severity, message }) => (
        <p key={message} className="code-note" data-severity={severity} role="alert">
          {message} <code>{code}</code>
        </p>
      ))}
      {file ? (
        <div className="code-body">
          <FileList files={files} shown={file} onShow={setPath} />
          <CodePane file={file} />
        </div>
      ) : problems.length > 0 ? (
        <div className="code-refused">
          <p>There is no code for this drawing yet:</p>
          <ProblemsTab problems={problems} />
        </div>
      ) : (
        <div className="lab-empty" role="status">
          <p>The drawing is written as code…</p>
        </div>
      )}
    </div>
  );
}

function CopyButton({ file }: { readonly file: CodeFile }) {
  const [copied, setCopied] = useState<CodeFile | null>(null);
  const copy = async () => {
    await navigator.clipboard.writeText(file.text);
    setCopied(file);
    setTimeout(() => setCopied(null), 1500);
  };
  return (
    <Button onClick={() => void copy()}>
      {copied === file ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      {copied === file ? 'Copied' : 'Copy file'}
    </Button>
  );
}
