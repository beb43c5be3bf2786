import { Collapsible } from '@base-ui/react/collapsible';
import ChevronRight from 'lucide-react/icons/chevron-right';
import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly open?: boolean;
}

/** A part of the inspector that folds away. */
export function Section({ title, children, open = true }: SectionProps) {
  return (
    <Collapsible.Root className="section" defaultOpen={open}>
      <Collapsible.Trigger className="section-head">
        <ChevronRight size={13} aria-hidden />
        {title}
      </Collapsible.Trigger>
      <Collapsible.Panel className="section-body">{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
