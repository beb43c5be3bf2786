import {
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import type { DatasetView } from '../../../workers/protocol.ts';
import { useTheme } from '../theme/theme.ts';
import { imageLabel } from './image-label.ts';
import { drawMap, frameOf, pointAt, pointBeside } from './map-picture.ts';
import { PixelImage } from '../ui/PixelImage.tsx';

interface EmbeddingMapProps {
  readonly title: string;
  readonly detail: string;
  /** N×2 */
  readonly points: Float32Array;
  readonly view: DatasetView;
  readonly colourOf: (image: number) => string;
  readonly picked: number | null;
  readonly onPick: (image: number) => void;
  readonly hovered: number | null;
  readonly onHover: (image: number | null) => void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Pixels from a point at which it is still meant. */
const REACH = 14;
/** Height of the line above the points. */
const HEAD = 20;

/** Images as points in the plane, coloured by a label; the one under the pointer is shown, a click picks it, arrows go on from it. */
export function EmbeddingMap(props: EmbeddingMapProps) {
  const { title, detail, points, view, colourOf, picked, onPick, hovered, onHover } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [pointer, setPointer] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const frame = useMemo(() => frameOf(points, size.width, size.height), [points, size]);

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width, height });
    });
    observer.observe(canvas.current!);
    return () => observer.disconnect();
  }, []);

  const draw = useEffectEvent(() => {
    const element = canvas.current!;
    const ratio = window.devicePixelRatio;
    element.width = Math.round(size.width * ratio);
    element.height = Math.round(size.height * ratio);
    const context = element.getContext('2d')!;
    context.scale(ratio, ratio);
    const style = getComputedStyle(element);
    const token = (name: string) => style.getPropertyValue(name).trim();
    drawMap(context, points, frame, colourOf, {
      picked,
      hovered,
      ink: token('--text'),
      surface: token('--surface'),
    });
  });
  useEffect(() => draw(), [points, frame, colourOf, picked, hovered, theme]);

  const under = (event: PointerEvent): number | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    setPointer(at);
    return pointAt(points, frame, at, REACH);
  };
  const go = (event: KeyboardEvent): void => {
    const direction = ARROWS[event.key];
    if (!direction) return;
    event.preventDefault();
    const next = picked === null ? 0 : pointBeside(points, frame, picked, direction);
    if (next !== null) onPick(next);
  };
  const shown = pointer ? hovered : null;
  return (
    <figure className="map" aria-label={title}>
      <figcaption className="map-head">
        <b>{title}</b> <span>{detail}</span>
      </figcaption>
      <canvas
        ref={canvas}
        className="map-points"
        role="img"
        tabIndex={0}
        aria-label={`${view.count} images, ${title}. Arrow keys go from image to image.${picked === null ? '' : ` Picked: ${imageLabel(view, picked)}`}`}
        onPointerMove={(event) => onHover(under(event))}
        onPointerLeave={() => {
          setPointer(null);
          onHover(null);
        }}
        onClick={() => hovered !== null && onPick(hovered)}
        onPointerDown={(event) => event.pointerType === 'touch' && onHover(under(event))}
        onKeyDown={go}
      />
      {shown !== null && pointer && (
        <div
          className="map-hover"
          data-left={pointer.x > size.width / 2 || undefined}
          data-above={pointer.y > size.height / 2 || undefined}
          style={{ left: pointer.x, top: pointer.y + HEAD }}
        >
          <PixelImage {...view} className="thumbnail" index={shown} size={48} />
          <span>{imageLabel(view, shown)}</span>
        </div>
      )}
    </figure>
  );
}
