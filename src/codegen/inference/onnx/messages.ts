import protobuf from 'protobufjs/minimal.js';

/** Fields of the messages of an ONNX file that are written here, by their numbers in the format's onnx.proto (IR version 7). */
type Kind = 'int64' | 'int32' | 'float' | 'string' | 'bytes' | keyof typeof MESSAGES;
type Field = readonly [number: number, kind: Kind];

const MESSAGES = {
  model: {
    irVersion: [1, 'int64'],
    producerName: [2, 'string'],
    producerVersion: [3, 'string'],
    docString: [6, 'string'],
    graph: [7, 'graph'],
    opsetImport: [8, 'operatorSet'],
    metadataProps: [14, 'entry'],
  },
  operatorSet: { domain: [1, 'string'], version: [2, 'int64'] },
  entry: { key: [1, 'string'], value: [2, 'string'] },
  graph: {
    node: [1, 'node'],
    name: [2, 'string'],
    initializer: [5, 'tensor'],
    docString: [10, 'string'],
    input: [11, 'valueInfo'],
    output: [12, 'valueInfo'],
  },
  node: {
    input: [1, 'string'],
    output: [2, 'string'],
    name: [3, 'string'],
    opType: [4, 'string'],
    attribute: [5, 'attribute'],
  },
  attribute: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    t: [5, 'tensor'],
    ints: [8, 'int64'],
    type: [20, 'int32'],
  },
  tensor: { dims: [1, 'int64'], dataType: [2, 'int32'], name: [8, 'string'], rawData: [9, 'bytes'] },
  valueInfo: { name: [1, 'string'], type: [2, 'type'], docString: [3, 'string'] },
  type: { tensorType: [1, 'tensorType'] },
  tensorType: { elemType: [1, 'int32'], shape: [2, 'shape'] },
  shape: { dim: [1, 'dimension'] },
  dimension: { dimValue: [1, 'int64'], dimParam: [2, 'string'] },
} as const satisfies Record<string, Readonly<Record<string, readonly [number, string]>>>;

/** A message as an object; lists are repeated fields, and what is not there is not written. */
export interface Message {
  readonly [field: string]:
    number | string | Uint8Array | Message | undefined | readonly (number | string | Message)[];
}

const VARINT = 0;
const FIXED32 = 5;
const DELIMITED = 2;

function write(writer: protobuf.Writer, [number, kind]: Field, value: unknown): void {
  const tag = (wire: number) => writer.uint32((number << 3) | wire);
  switch (kind) {
    case 'int64':
      tag(VARINT).int64(value as number);
      return;
    case 'int32':
      tag(VARINT).int32(value as number);
      return;
    case 'float':
      tag(FIXED32).float(value as number);
      return;
    case 'string':
      tag(DELIMITED).string(value as string);
      return;
    case 'bytes':
      tag(DELIMITED).bytes(value as Uint8Array);
      return;
    default:
      tag(DELIMITED).fork();
      writeFields(writer, kind, value as Message);
      writer.ldelim();
  }
}

function writeFields(writer: protobuf.Writer, kind: keyof typeof MESSAGES, message: Message): void {
  for (const [name, field] of Object.entries(MESSAGES[kind] as Readonly<Record<string, Field>>)) {
    const value = message[name];
    if (value === undefined) continue;
    if (Array.isArray(value)) for (const one of value) write(writer, field, one);
    else write(writer, field, value);
  }
}

/** The bytes of a model, a message of the type `ModelProto`. */
export function encodeModel(model: Message): Uint8Array<ArrayBuffer> {
  const writer = protobuf.Writer.create();
  writeFields(writer, 'model', model);
  // Node's buffers come out of a pool, whose other bytes are nobody's business
  return new Uint8Array(writer.finish());
}
