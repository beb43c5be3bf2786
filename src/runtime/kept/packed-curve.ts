import { fromBase64url, toBase64url } from '../../document/base64url.ts';
import { isJsonObject } from '../../document/json-object.ts';
import { seriesOf, seriesSteps, seriesValues } from '../series.ts';
import { curveSeries, keptCurve, type KeptCurve } from './curve.ts';

/** So many points of a curve stand for all of it. */
export const PACKED_POINTS = 64;

/** Points of a curve in few characters. */
export interface PackedCurve {
  readonly steps: readonly number[];
  /** Of each value: 32 where they all are float32, so that none loses any by it. */
  readonly bits: 32 | 64;
  /** The values' bytes, least significant first, as base64url. */
  readonly values: string;
}

/** At most 64 points of a curve at even distances, its first and its last among them; each in every bit. */
export function packCurve(curve: KeptCurve): PackedCurve {
  const series = curveSeries(curve);
  const [steps, values] = [seriesSteps(series), seriesValues(series)];
  const count = Math.min(PACKED_POINTS, steps.length);
  const chosen = Array.from({ length: count }, (_, i) =>
    count === 1 ? 0 : Math.round((i * (steps.length - 1)) / (count - 1)),
  );
  const kept = chosen.map((at) => values[at]!);
  const bits = kept.every((value) => Object.is(Math.fround(value), value)) ? 32 : 64;
  const view = new DataView(new ArrayBuffer((kept.length * bits) / 8));
  for (const [i, value] of kept.entries()) {
    if (bits === 32) view.setFloat32(4 * i, value, true);
    else view.setFloat64(8 * i, value, true);
  }
  return {
    steps: chosen.map((at) => steps[at]!),
    bits,
    values: toBase64url(new Uint8Array(view.buffer)),
  };
}

/** The points again, whose steps are still to be checked; null where it is no packed curve. */
export function unpackCurve(packed: unknown): KeptCurve | null {
  if (!isJsonObject(packed)) return null;
  const { steps, bits, values } = packed;
  if (!Array.isArray(steps) || typeof values !== 'string' || (bits !== 32 && bits !== 64)) return null;
  const bytes = fromBase64url(values);
  if (bytes?.length !== (steps.length * bits) / 8) return null;
  const view = new DataView(bytes.buffer);
  const numbers = steps.map((_, i) =>
    bits === 32 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true),
  );
  return keptCurve(seriesOf(Float64Array.from(steps as number[]), Float64Array.from(numbers)));
}
