import { selectPreset } from '../commands/select-preset.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { Choice } from '../ui/Choice.tsx';

/** Stands for no preset in the list; preset ids begin with a letter. */
const NONE = '-';

/** Which preset is laid over the drawing. */
export function PresetChoice({ className = '' }: { readonly className?: string }) {
  const { store } = useServices();
  const presets = useEditor((state) => state.content.document.presets);
  const preset = useEditor((state) => state.content.preset);
  const options = [
    { value: NONE, label: 'As drawn' },
    ...Object.entries(presets).map(([value, { title }]) => ({ value, label: title || value })),
  ];
  return (
    <Choice
      className={className}
      label="Preset"
      value={preset ?? NONE}
      options={options}
      disabled={options.length === 1}
      onChange={(value) => store.getState().run(selectPreset(value === NONE ? null : value))}
    />
  );
}
