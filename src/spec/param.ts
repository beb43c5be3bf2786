import { z } from 'zod';

/** How the inspector shows a parameter. */
export interface ParamMeta {
  readonly label: string;
  /** One or two sentences, in the field's words. */
  readonly help: string;
  readonly unit?: string;
  /** `advanced` parameters are folded away. */
  readonly tier?: 'basic' | 'advanced';
  /** Slider range where it is narrower than what is valid. */
  readonly range?: readonly [number, number];
  readonly step?: number;
  /** Sliders of learning rates and the like move on a logarithmic scale. */
  readonly scale?: 'log';
  /** Labels of an enumeration's options. */
  readonly options?: Readonly<Record<string, string>>;
  /** Text of several lines, such as a formula, in a font of even width. */
  readonly multiline?: boolean;
}

/** What one parameter looks like to the inspector, read off its schema. */
export interface ParamField extends ParamMeta {
  readonly name: string;
  readonly type: 'number' | 'integer' | 'boolean' | 'enum' | 'text' | 'numbers';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly string[];
  readonly initial: unknown;
}

const registry = z.registry<ParamMeta>();

/** Adds label, help, unit and range to a parameter's schema; the schema must have a default. */
export function param<S extends z.ZodDefault>(schema: S, meta: ParamMeta): S {
  registry.add(schema, meta);
  return schema;
}

/** The parameter of another schema under a label of its own and with another default, as composite nodes show it. */
export function relabelled(schema: z.ZodDefault, label: string, initial: unknown): z.ZodDefault {
  const meta = registry.get(schema);
  if (!meta) throw new Error('A parameter without label and help cannot be shown under another label.');
  return param((schema.unwrap() as z.ZodType).default(initial) as z.ZodDefault, { ...meta, label });
}

export type ParamsSchema = z.ZodObject<Record<string, z.ZodDefault>>;

function describe(name: string, schema: z.ZodDefault): ParamField {
  const meta = registry.get(schema);
  if (!meta) throw new Error(`Parameter “${name}” has no label and help: wrap its schema in param().`);
  const unwrapped = schema.unwrap() as z.ZodType;
  // behind a preprocessing step stands what the inspector shows
  const inner = unwrapped instanceof z.ZodPipe ? (unwrapped.out as z.ZodType) : unwrapped;
  const base = { ...meta, name, initial: schema.parse(undefined) };
  if (inner instanceof z.ZodBoolean) return { ...base, type: 'boolean' };
  if (inner instanceof z.ZodEnum) return { ...base, type: 'enum', choices: inner.options.map(String) };
  if (inner instanceof z.ZodString) return { ...base, type: 'text' };
  if (inner instanceof z.ZodArray || inner instanceof z.ZodTuple) return { ...base, type: 'numbers' };
  if (inner instanceof z.ZodNumber) {
    const { minValue, maxValue } = inner;
    return {
      ...base,
      type: inner.format?.includes('int') ? 'integer' : 'number',
      ...(minValue !== null && Number.isFinite(minValue) ? { minimum: minValue } : {}),
      ...(maxValue !== null && Number.isFinite(maxValue) ? { maximum: maxValue } : {}),
    };
  }
  throw new Error(`Parameter “${name}” is of a type the inspector cannot show.`);
}

/** The fields of a node's inspector, in the order of its schema. */
export function paramFields(schema: ParamsSchema): readonly ParamField[] {
  return Object.entries(schema.shape).map(([name, field]) => describe(name, field));
}
