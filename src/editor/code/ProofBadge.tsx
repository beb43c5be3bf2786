import { Popover } from '@base-ui/react/popover';
import BadgeCheck from 'lucide-react/icons/badge-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import CircleX from 'lucide-react/icons/circle-x';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Proof } from '../../codegen/proof.ts';
import { CODE_TARGETS, type TargetId } from '../../codegen/targets.ts';
import { findProof, ownProofs } from './proofs.ts';

const NAMES = { loss: 'Loss', gradient: 'Gradients', state: 'Weights and state' } as const;
const small = (error: number) => (Number.isFinite(error) ? error.toExponential(1) : 'not a number');
const worst = ({ errors }: Proof) => Math.max(...Object.values(errors));

/** Whether this drawing with this preset is proven to compute the same as code, and how closely. */
export function ProofBadge({ target, program }: { readonly target: TargetId; readonly program: string }) {
  const own = useStore(ownProofs, ({ proofs }) => proofs);
  const [shipped, setShipped] = useState<readonly Proof[] | null>(null);
  useEffect(() => {
    void import('../../codegen/proofs.json').then(({ default: proofs }) => setShipped(proofs));
  }, []);
  if (!shipped) return null;
  const found = findProof(own, shipped, program, target);
  const { title, proof: command, tolerance } = CODE_TARGETS.find(({ id }) => id === target)!;
  const tone = !found ? 'none' : found.proof.passed ? 'proven' : 'failed';
  const Icon = { none: CircleDashed, proven: BadgeCheck, failed: CircleX }[tone];
  const words = {
    none: 'Not yet proven',
    proven: `Proven: within ${found && small(worst(found.proof))}`,
    failed: `Differs by ${found && small(worst(found.proof))}`,
  }[tone];
  return (
    <Popover.Root>
      <Popover.Trigger className="proof" data-tone={tone}>
        <Icon size={14} aria-hidden />
        {words}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={6} className="backend-layer">
          <Popover.Popup className="backend-popup proof-popup">
            <Popover.Title className="backend-title">{words}</Popover.Title>
            {found ? <Found {...found} title={title} tolerance={tolerance} /> : null}
            <p>
              {found ? 'Repeat it: ' : 'Nobody has run the proof of exactly this drawing with this preset. '}
              Download the .zip, run <code>{command}</code> in it, and drop the <code>parity.json</code> it
              writes here.
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface FoundProps {
  readonly proof: Proof;
  readonly own: boolean;
  readonly title: string;
  readonly tolerance: string;
}

function Found({ proof, own, title, tolerance }: FoundProps) {
  const { errors, engine, date, processes, passed } = proof;
  const who = own ? 'Dropped here' : 'Measured by Unlabel’s makers';
  return (
    <>
      <p>
        Three training steps in {title} {passed ? 'give' : 'do not give'} the numbers of the canvas, to a
        relative {tolerance}. The largest errors:
      </p>
      <table className="proof-errors">
        <tbody>
          {(['loss', 'gradient', 'state'] as const).map((kind) => (
            <tr key={kind}>
              <th scope="row">{NAMES[kind]}</th>
              <td>{small(errors[kind])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {who}: {engine}, {date}
        {processes > 1 ? `, ${processes} processes` : ''}.
      </p>
    </>
  );
}
