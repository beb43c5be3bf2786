import type { ComponentProps } from 'react';
import './button.css';

interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: 'normal' | 'primary' | 'quiet';
  /** Square, for an icon alone; needs an `aria-label`. */
  readonly icon?: boolean;
}

export function Button({ variant = 'normal', icon = false, className = '', ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button ${className}`}
      data-variant={variant}
      data-icon={icon || undefined}
      {...rest}
    />
  );
}
