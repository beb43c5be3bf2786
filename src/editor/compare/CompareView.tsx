import { getViewportForBounds, type Viewport } from '@xyflow/react';
import Columns2 from 'lucide-react/icons/columns-2';
import Pause from 'lucide-react/icons/circle-pause';
import Play from 'lucide-react/icons/circle-play';
import { useCallback, useMemo, useState } from 'react';
import { useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { compareDrawings, type Comparison, type Place } from './comparison.ts';
import { morph } from './morph.ts';
import { SideCanvas } from './SideCanvas.tsx';
import { useDrawings } from './use-drawings.ts';
import { useMorphTime } from './use-morph-time.ts';

/** Of a card, about: where the view has to reach to show it. */
const CARD = { width: 200, height: 160 };
/** What is gone to is seen at least this large. */
const READABLE = 0.8;

/** Which two, beside each other or one becoming the other, and what they differ in. */
export function CompareView() {
  const { registry } = useServices();
  const drawings = useDrawings();
  const [values, setValues] = useState(['present', `method ${OTHER}`] as readonly [string, string]);
  const [first, second] = values.map(
    (value) => drawings.find((one) => one.value === value) ?? drawings[0]!,
  ) as [(typeof drawings)[number], (typeof drawings)[number]];
  const comparison = useMemo(
    () => compareDrawings(first.content, second.content, registry),
    [first.content, second.content, registry],
  );
  const choice = (which: 0 | 1, label: string) => (
    <Choice
      className="compare-choice"
      label={label}
      value={values[which]}
      options={drawings}
      onChange={(value) => setValues(values.with(which, value) as unknown as readonly [string, string])}
    />
  );
  return (
    <>
      <div className="compare-choices">
        {choice(0, 'First drawing')}
        <span aria-hidden>→</span>
        {choice(1, 'Second drawing')}
      </div>
      {comparison ? (
        <Compared
          key={values.join()}
          comparison={comparison}
          titles={[first.content.document.meta.title, second.content.document.meta.title]}
        />
      ) : (
        <p className="dialog-text" role="alert">
          One of the drawings contains itself: mend it before it is compared.
        </p>
      )}
    </>
  );
}

/** What the window's drawing is compared with before anything is chosen. */
const OTHER = 'byol';

interface ComparedProps {
  readonly comparison: Comparison;
  readonly titles: readonly [string, string];
}

function Compared({ comparison, titles }: ComparedProps) {
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const observe = useCallback((panes: HTMLDivElement) => {
    const observer = new ResizeObserver(([entry]) => entry && setSize(entry.contentRect));
    observer.observe(panes);
    return () => observer.disconnect();
  }, []);
  const [morphing, setMorphing] = useState(false);
  const pane = size && { width: morphing ? size.width : size.width / 2, height: size.height };
  // until it is moved, all of both is seen
  const [moved, setViewport] = useState<Viewport | null>(null);
  const fitted = pane && getViewportForBounds(boundsOf(comparison), pane.width, pane.height, 0.05, 1, 0.06);
  const viewport = moved ?? fitted;
  const [chosen, choose] = useState<{ before: string | null; after: string | null } | null>(null);
  const { time, playing, play, stop, scrub } = useMorphTime();

  const goTo = (before: string | null, after: string | null): void => {
    choose({ before, after });
    const places = [comparison.before.places.get(before ?? ''), comparison.after.places.get(after ?? '')];
    const known = places.filter((place): place is Place => place !== undefined);
    if (known.length === 0) return;
    const { width, height } = pane ?? { width: 0, height: 0 };
    const zoom = Math.max(READABLE, viewport?.zoom ?? 0);
    const middle = (of: (place: Place) => number): number =>
      known.reduce((sum, place) => sum + of(place), 0) / known.length;
    setViewport({
      x: width / 2 - (middle(({ x }) => x) + CARD.width / 2) * zoom,
      y: height / 2 - (middle(({ y }) => y) + CARD.height / 2) * zoom,
      zoom,
    });
  };

  const still = (which: 'before' | 'after') => morph(comparison, which === 'before' ? 0 : 1).nodes;
  const moving = morphing ? morph(comparison, time) : null;
  return (
    <>
      <div className="compare-tools">
        <Button
          onClick={() => {
            stop();
            setMorphing(!morphing);
            setViewport(null);
          }}
        >
          <Columns2 size={14} aria-hidden />
          {morphing ? 'Side by side' : 'One becomes the other'}
        </Button>
        {morphing && (
          <>
            <Button icon aria-label={playing ? 'Pause' : 'Play'} onClick={playing ? stop : play}>
              {playing ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
            </Button>
            <input
              className="compare-time"
              type="range"
              min={0}
              max={100}
              step={1}
              value={Math.round(100 * time)}
              aria-label={`From ${titles[0]} to ${titles[1]}`}
              aria-valuetext={`${Math.round(100 * time)} %`}
              onChange={({ target }) => scrub(Number(target.value) / 100)}
            />
          </>
        )}
        <Button variant="quiet" onClick={() => setViewport(null)}>
          Fit
        </Button>
      </div>
      <div className="compare-body">
        <div ref={observe} className="compare-panes">
          {viewport &&
            (moving ? [moving.side] : (['before', 'after'] as const)).map((which) => (
              <SideCanvas
                key={which}
                label={moving ? 'One becoming the other' : titles[which === 'before' ? 0 : 1]}
                side={comparison[which]}
                nodes={moving ? moving.nodes : still(which)}
                selected={chosen?.[which] ?? null}
                viewport={viewport}
                onViewport={setViewport}
              />
            ))}
        </div>
        <section className="compare-list" aria-label="Differences">
          <h3>{comparison.lines.length === 0 ? 'Both compute the same' : 'Differences'}</h3>
          <ul>
            {comparison.lines.map(({ kind, text, before, after }) => (
              <li key={text} data-kind={kind}>
                <button type="button" onClick={() => goTo(before, after ?? counterpart(comparison, before))}>
                  {text}
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

function counterpart({ matched }: Comparison, before: string | null): string | null {
  return before === null ? null : (matched.get(before) ?? null);
}

function boundsOf({ before, after }: Comparison) {
  const all = [...before.places.values(), ...after.places.values()];
  const least = (of: (place: Place) => number): number =>
    all.reduce((least, place) => Math.min(least, of(place)), Infinity);
  const [x, y] = [least((place) => place.x), least((place) => place.y)];
  const right = -least((place) => -place.x) + CARD.width;
  const bottom = -least((place) => -place.y) + CARD.height;
  return all.length === 0 ? { x: 0, y: 0, ...CARD } : { x, y, width: right - x, height: bottom - y };
}
