import { deflate, inflate } from '../../base/deflate.ts';
import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { fromBase64url, toBase64url } from '../../document/base64url.ts';
import { isJsonObject } from '../../document/json-object.ts';
import { toFragment, type Linked } from '../../document/link.ts';
import { packCurve, unpackCurve } from './packed-curve.ts';
import { KEPT_RUN_VERSION, type KeptRun } from './kept-run.ts';
import { runFromJson } from './parse-run.ts';

/** The way runs are put into links; it stands before their bytes. */
const RUN_LINK_VERSION = 1;

/** What a run in a link unpacks to at most, in bytes: a hundred times what one has. */
const MAX_BYTES = 500_000;

/** What of a kept run is in a link beside its drawing, its preset and points of its loss. */
const CARRIED = [
  'id',
  'name',
  'savedAt',
  'program',
  'seed',
  'steps',
  'step',
  'end',
  'backend',
  'stepsPerSecond',
  'fingerprint',
  'verdict',
] as const satisfies readonly (keyof KeptRun)[];

/**
 * The part of a link after “#” that holds a run: the drawing as in any link to one, so that an Unlabel which knows nothing of
 * runs opens that, and `&r=1.<deflated JSON, base64url>`. Notes are left out: they are the person's own.
 */
export async function toRunFragment(run: KeptRun): Promise<string> {
  const about = Object.fromEntries(CARRIED.map((field) => [field, run[field]]));
  const packed = await deflate(JSON.stringify({ ...about, loss: packCurve(run.loss) }));
  const drawing = await toFragment(run.document, run.preset);
  return `${drawing}&r=${RUN_LINK_VERSION}.${toBase64url(packed)}`;
}

/**
 * The run in a link whose drawing has been read. What it holds was written by anyone, and is checked like a file.
 *
 * Codes: `DOC_LINK_NEWER`, `RUN_LINK_CORRUPT`, and those of `runFromJson`.
 */
export async function fromRunFragment(
  fragment: string,
  { document, preset }: Linked,
): Promise<Checked<KeptRun>> {
  const [, version, text] = /&r=(\d{1,6})\.([^&]*)/.exec(fragment) ?? [];
  if (version === undefined || text === undefined) return corrupt('it does not begin with a version');
  if (Number(version) !== RUN_LINK_VERSION) {
    return failure([diagnose('DOC_LINK_NEWER', { version: Number(version), supported: RUN_LINK_VERSION })]);
  }
  const packed = fromBase64url(text);
  const unpacked = packed ? await inflate(packed, MAX_BYTES) : 'damaged';
  if (typeof unpacked === 'string') return corrupt(`its data is ${unpacked}`);
  const json = parsed(new TextDecoder().decode(unpacked));
  const loss = json && unpackCurve(json['loss']);
  if (!json || !loss) return corrupt('its data is damaged');
  const about = Object.fromEntries(CARRIED.map((field) => [field, json[field]]));
  const { length } = loss.values;
  const run = runFromJson({
    ...about,
    format: 'unlabel-run',
    version: KEPT_RUN_VERSION,
    document,
    // one that the drawing does not have is no other preset's run
    preset: preset === undefined ? '' : preset,
    note:
      length < Number(about['step']) ? `From a link: ${length} of its ${String(about['step'])} losses.` : '',
    pinned: false,
    mixed: false,
    probes: [],
    loss,
    losses: {},
    learningRate: { steps: [], values: [] },
    measured: {},
  });
  return run.ok ? success(run.value) : run;
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) ? json : null;
  } catch {
    return null;
  }
}

function corrupt(detail: string): Checked<never> {
  return failure([diagnose('RUN_LINK_CORRUPT', { detail })]);
}
