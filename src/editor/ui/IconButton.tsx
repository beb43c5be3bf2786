import type { ComponentProps } from 'react';
import { Button } from './Button.tsx';
import { Hint } from './Hint.tsx';

interface IconButtonProps extends Omit<ComponentProps<typeof Button>, 'icon'> {
  /** What it does: its accessible name and its hint. */
  readonly label: string;
  readonly keys?: string;
}

/** A button with an icon alone, and a hint that says what it does. */
export function IconButton({ label, keys, variant = 'quiet', ...rest }: IconButtonProps) {
  return (
    <Hint text={label} {...(keys ? { keys } : {})}>
      <Button icon variant={variant} aria-label={label} {...rest} />
    </Hint>
  );
}
