import type { Command } from './command.ts';

/** Lays a preset over the drawing, or none. */
export function selectPreset(preset: string | null): Command {
  return {
    name: preset === null ? 'Use the drawing’s own parameters' : `Use preset ${preset}`,
    apply: (draft) => {
      draft.preset = preset;
    },
  };
}
