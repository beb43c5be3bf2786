import Package from 'lucide-react/icons/package';
import X from 'lucide-react/icons/x';
import { useStore } from 'zustand';
import { useActions } from '../actions/actions-context.tsx';
import { PopupMenu } from '../shell/PopupMenu.tsx';
import { Button } from '../ui/Button.tsx';
import './weights.css';

/** Weights of the run into files and back, and what the next run begins from where weights were loaded. */
export function WeightsMenu() {
  const { context } = useActions();
  const { runStore } = context.services;
  const given = useStore(runStore, (state) => state.weights);
  // the code that writes and reads files is fetched when it is first wanted
  const files = () => import('./weight-files.ts');
  const groups = () => {
    const { run } = runStore.getState();
    const untrained = run.checkpoint === null;
    const active = run.status === 'starting' || run.status === 'running' || run.status === 'paused';
    return [
      [
        {
          label: 'Save weights…',
          act: () => void files().then(({ saveWeights }) => saveWeights(context)),
          disabled: untrained,
        },
        {
          label: 'Save encoder as ONNX…',
          act: () => void files().then(({ saveEncoder }) => saveEncoder(context, 'onnx')),
          disabled: untrained,
        },
        {
          label: 'Save encoder for TensorFlow.js…',
          act: () => void files().then(({ saveEncoder }) => saveEncoder(context, 'tfjs-graph')),
          disabled: untrained,
        },
      ],
      [
        {
          label: active ? 'Load weights… (stop the run first)' : 'Load weights…',
          act: () => void files().then(({ loadWeights }) => loadWeights(context)),
          disabled: active,
        },
      ],
    ];
  };
  return (
    <>
      {given && (
        <p className="weights-given" role="status">
          <span title={given.name}>Runs begin from {given.name}</span>
          <Button
            icon
            variant="quiet"
            aria-label="Begin from untrained weights again"
            onClick={() => runStore.getState().setWeights(null)}
          >
            <X size={13} aria-hidden />
          </Button>
        </p>
      )}
      <PopupMenu label="Weights" className="button" data-variant="quiet" groups={groups}>
        <Package size={14} aria-hidden /> Weights
      </PopupMenu>
    </>
  );
}
