import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { DatasetView, Representation } from '../../../workers/protocol.ts';
import { programKey } from '../../runtime/program-key.ts';
import { useLab } from '../lab/lab-context.tsx';
import { useRunFrames } from '../lab/use-run-frames.ts';
import { useTheme } from '../theme/theme.ts';
import { Choice } from '../ui/Choice.tsx';
import { classColours } from './class-colours.ts';
import './embedding.css';
import { EmbeddingMap } from './EmbeddingMap.tsx';
import { Neighbours } from './Neighbours.tsx';
import { Readouts } from './Readouts.tsx';
import { representationStore } from './representation-store.ts';
import { SaveMap } from './SaveMap.tsx';
import { useUmap } from './use-umap.ts';

/** What the encoder makes of the whole dataset: where its images lie, which it takes for alike, what can be read off it. */
export function EmbeddingTab() {
  const { runStore, nodeTitle } = useLab();
  const run = useRunFrames(runStore);
  const program = useStore(runStore, (state) => state.program);
  const store = useMemo(() => representationStore(runStore), [runStore]);
  const { view, trained, untrained, problems, update } = useStore(store);
  const probes = useMemo(
    () => (program?.probes ?? []).filter(({ source }) => source.kind === 'dataset').map(({ node }) => node),
    [program],
  );
  const [chosen, choose] = useState<string | null>(null);
  const node = chosen !== null && probes.includes(chosen) ? chosen : (probes[0] ?? null);
  const step = run.checkpoint?.step ?? null;
  useEffect(() => {
    if (node !== null && step !== null) update(node);
  }, [node, step, update, run.status, trained]);

  if (node === null || step === null || !program) {
    return (
      <div className="lab-empty">
        <p className="lab-empty-title">What does the encoder see?</p>
        {program && probes.length === 0 ? (
          <p>
            The drawing has no probe that looks at the whole dataset. Add “kNN and twin retrieval” behind the
            encoder and train again.
          </p>
        ) : (
          <p>
            Press <b>Train</b>: then the images of the dataset lie here where the encoder puts them, each with
            its nearest neighbours, beside the untrained encoder.
          </p>
        )}
      </div>
    );
  }
  if (!view || !trained || !untrained) {
    return (
      <div className="lab-empty" aria-live="polite">
        <p className="lab-empty-title">
          {problems.length > 0 ? 'The images could not be encoded.' : 'Encoding the dataset…'}
        </p>
        {problems.map(({ message }) => (
          <p key={message} role="alert">
            {message}
          </p>
        ))}
      </div>
    );
  }
  const choice = probes.length > 1 && (
    <Choice
      label="Encoder seen by"
      value={node}
      options={probes.map((value) => ({ value, label: nodeTitle(value) }))}
      onChange={choose}
    />
  );
  return (
    <Embedding
      key={programKey(program)}
      view={view}
      trained={trained}
      untrained={untrained}
      choice={choice}
    />
  );
}

interface EmbeddingProps {
  readonly view: DatasetView;
  readonly trained: Representation;
  readonly untrained: Representation;
  readonly choice: React.ReactNode;
}

type Method = 'pca' | 'umap';
const METHODS: readonly { readonly value: Method; readonly label: string }[] = [
  { value: 'pca', label: 'Principal axes (PCA)' },
  { value: 'umap', label: 'Neighbourhoods (UMAP)' },
];
/** More names than this are no legend any more. */
const LEGEND = 12;

function Embedding({ view, trained, untrained, choice }: EmbeddingProps) {
  const theme = useTheme();
  const labels = Object.keys(view.labels);
  const [label, setLabel] = useState(labels[0] ?? '');
  const [method, setMethod] = useState<Method>('pca');
  const [picked, setPicked] = useState<number | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const column = view.labels[label];
  const colours = useMemo(() => classColours(column?.names ?? [], theme), [column, theme]);
  const colourOf = useMemo(
    () => (image: number) => colours[column?.values[image] ?? 0] ?? '#667082',
    [colours, column],
  );
  const umap = {
    trained: useUmap(trained, method === 'umap'),
    untrained: useUmap(untrained, method === 'umap'),
  };
  const map = (of: Representation, placed: { points: Float32Array | null; share: number }, title: string) => {
    const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
    const waiting = method === 'umap' && !placed.points;
    return {
      title,
      points: (method === 'umap' && placed.points) || of.points,
      detail: waiting
        ? `UMAP ${percent(placed.share)}…`
        : method === 'umap'
          ? 'UMAP'
          : `${percent(of.explained[0])} + ${percent(of.explained[1])} of the variance`,
    };
  };
  const maps = [
    map(trained, umap.trained, `After step ${trained.step}`),
    map(untrained, umap.untrained, 'Untrained'),
  ];
  return (
    <div className="embedding">
      <div className="embedding-controls">
        {choice}
        {labels.length > 0 && (
          <Choice
            label="Colour by"
            value={label}
            options={labels.map((value) => ({ value, label: `Colour by ${value}` }))}
            onChange={setLabel}
          />
        )}
        <Choice label="Map" value={method} options={METHODS} onChange={setMethod} />
        <SaveMap maps={maps} view={view} colourOf={colourOf} />
        <ul className="embedding-legend" aria-label={`Colours of ${label}`}>
          {column && column.names.length <= LEGEND
            ? column.names.map((name, k) => (
                <li key={name}>
                  <i style={{ background: colours[k] }} aria-hidden />
                  {name}
                </li>
              ))
            : column && <li>{column.names.length} classes, told apart by hue</li>}
        </ul>
      </div>
      <div className="embedding-parts">
        {maps.map(({ title, points, detail }) => (
          <EmbeddingMap
            key={title === 'Untrained' ? 'untrained' : 'trained'}
            title={title}
            detail={detail}
            points={points}
            view={view}
            colourOf={colourOf}
            picked={picked}
            onPick={setPicked}
            hovered={hovered}
            onHover={setHovered}
          />
        ))}
        <Neighbours view={view} trained={trained} untrained={untrained} picked={picked} onPick={setPicked} />
        <Readouts trained={trained} untrained={untrained} />
      </div>
    </div>
  );
}
