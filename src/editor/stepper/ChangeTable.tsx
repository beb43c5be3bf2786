import { formatCount, formatNumber } from '../lab/format-number.ts';
import { useLab } from '../lab/lab-context.tsx';
import type { ChangeGroup } from './group-changes.ts';
import '../ui/table.css';

const ROLES: Readonly<Record<ChangeGroup['role'], string>> = {
  trained: 'trained weights',
  ema: 'moving average',
  snapshot: 'snapshot',
  frozen: 'frozen weights',
  unreachable: 'untrained weights',
  state: 'state',
};

/** What a step changes, node by node: how large it was, how far it moves. */
export function ChangeTable({ changes }: { readonly changes: readonly ChangeGroup[] }) {
  const { nodeTitle, focusNode } = useLab();
  const withGradient = changes.some(({ gradient }) => gradient !== null);
  return (
    <table className="table step-changes">
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">What</th>
          <th scope="col">Numbers</th>
          <th scope="col">‖before‖</th>
          {withGradient && <th scope="col">‖gradient‖</th>}
          <th scope="col">‖change‖</th>
          <th scope="col" title="‖change‖ / ‖before‖">
            relative
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ node, role, names, size, before, change, gradient }) => (
          <tr key={`${role} ${node}`}>
            <th scope="row">
              <button type="button" onClick={() => focusNode(node)}>
                {nodeTitle(node)}
              </button>
            </th>
            <td title={names.join(', ')}>
              {role === 'state' && names.length < 4 ? names.join(', ') : ROLES[role]}
            </td>
            <td>{formatCount(size)}</td>
            <td>{formatNumber(before)}</td>
            {withGradient && <td>{gradient === null ? '–' : formatNumber(gradient)}</td>}
            <td>{formatNumber(change)}</td>
            <td>{before > 0 ? formatNumber(change / before) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
