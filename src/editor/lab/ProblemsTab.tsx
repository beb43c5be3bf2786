import CircleX from 'lucide-react/icons/circle-x';
import Info from 'lucide-react/icons/info';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.ts';
import { Button } from '../ui/Button.tsx';
import { useLab } from './lab-context.tsx';
import { problemNode } from './problem-list.ts';

const SIGNS: Record<Severity, { readonly Icon: typeof Info; readonly word: string }> = {
  error: { Icon: CircleX, word: 'Error' },
  warning: { Icon: TriangleAlert, word: 'Warning' },
  info: { Icon: Info, word: 'Note' },
};

/** What is wrong with the drawing and its run; each line leads to its node. */
export function ProblemsTab({ problems }: { readonly problems: readonly Diagnostic[] }) {
  if (problems.length === 0) {
    return (
      <div className="lab-empty">
        <p className="lab-empty-title">No problems.</p>
        <p>
          The drawing compiles. Problems of the drawing and of its run are listed here and lead to their
          nodes.
        </p>
      </div>
    );
  }
  return (
    <ul className="problems" aria-label="Problems">
      {problems.map((problem, index) => (
        <Problem key={index} problem={problem} />
      ))}
    </ul>
  );
}

function Problem({ problem }: { readonly problem: Diagnostic }) {
  const { focusNode, applyFix, nodeTitle } = useLab();
  const { code, severity, message, fix } = problem;
  const { Icon, word } = SIGNS[severity];
  const node = problemNode(problem);
  const body = (
    <>
      <Icon className="problem-icon" size={15} aria-label={word} />
      <span className="problem-message">{message}</span>
      <span className="problem-about">
        {node !== null && <span className="problem-node">{nodeTitle(node)}</span>}
        <code>{code}</code>
      </span>
    </>
  );
  return (
    <li className="problem" data-severity={severity}>
      {node === null ? (
        <div className="problem-body">{body}</div>
      ) : (
        <button type="button" className="problem-body" onClick={() => focusNode(node)}>
          {body}
        </button>
      )}
      {fix && <Button onClick={() => applyFix(fix)}>{fix.title}</Button>}
    </li>
  );
}
