import type { ReactNode } from 'react';
import { passes, type CheckedCase } from '../../runtime/fixtures/check-case.ts';
import { lossDifference, LOSS_TOLERANCE, type CheckState } from './check-state.ts';

/** What is known so far, in three tables. */
export function Results({ state }: { readonly state: CheckState }) {
  const { backend, reference, device, cases, losses, memory, problems } = state;
  return (
    <>
      {device !== null && (
        <p>
          Device: <strong>{device}</strong>
        </p>
      )}
      {problems.length > 0 && (
        <ul className="check-problems" aria-label="Problems">
          {problems.map(({ code, message }, i) => (
            <li key={i}>
              <code>{code}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {losses.length > 0 && (
        <Table
          caption={`Loss of a tiny SimCLR, which may differ by ${LOSS_TOLERANCE}`}
          head={['Step', backend, reference, 'Relative difference']}
        >
          {losses.map((pair, i) => (
            <tr key={i}>
              <th scope="row">{i + 1}</th>
              <td>{pair[0].toPrecision(9)}</td>
              <td>{pair[1].toPrecision(9)}</td>
              <td>{lossDifference(pair).toExponential(1)}</td>
            </tr>
          ))}
        </Table>
      )}
      {memory.length > 0 && (
        <Table
          caption="What the engine holds while it trains"
          head={['After step', 'Tensors', 'Bytes', 'Bytes on the device']}
        >
          {memory.map(({ step, held }) => (
            <tr key={step}>
              <th scope="row">{step}</th>
              <td>{held.tensors}</td>
              <td>{held.bytes}</td>
              <td>{held.gpuBytes ?? '–'}</td>
            </tr>
          ))}
        </Table>
      )}
      {cases.length > 0 && (
        <Table
          className="check-cases"
          caption="Reference cases"
          head={['Case', 'Node', 'Worst relative error', 'Tolerance', 'Result']}
        >
          {cases.map((one) => (
            <CaseRow key={one.id} one={one} />
          ))}
        </Table>
      )}
    </>
  );
}

function CaseRow({ one }: { readonly one: CheckedCase }) {
  const passed = passes(one);
  return (
    <tr>
      <th scope="row">{one.id}</th>
      <td>{one.node}</td>
      <td>{'error' in one ? '–' : (one.worst?.toExponential(1) ?? '–')}</td>
      <td>{one.tolerance}</td>
      <td data-outcome={passed ? 'passed' : 'failed'}>
        {passed ? 'pass' : 'fail'}
        {'error' in one && `: ${one.error}`}
      </td>
    </tr>
  );
}

interface TableProps {
  readonly className?: string;
  readonly caption: string;
  readonly head: readonly string[];
  readonly children: ReactNode;
}

function Table({ className, caption, head, children }: TableProps) {
  return (
    <table className={className}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
