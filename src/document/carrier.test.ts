import { deflateSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { findTemplate } from '../../templates/index.ts';
import { toBase64url } from './base64url.ts';
import { readCarrier } from './carrier.ts';
import { asPythonComment } from './python.ts';
import { documentSchema } from './schema.ts';
import { serializeDocument } from './serialize.ts';

const document = documentSchema.parse(findTemplate('byol')!.document);
const bytes = (text: string) => new TextEncoder().encode(text);
const drawing = bytes(serializeDocument(document));
const read = (content: Uint8Array | string, name = 'file') => {
  const carried = readCarrier(typeof content === 'string' ? bytes(content) : content, name);
  if (!carried) return null;
  return carried.ok ? carried.value : carried.problems.map(({ code }) => code);
};

describe('a zip', () => {
  const project = { byol: { 'model.py': bytes('x'), 'drawing.json': drawing } };

  it('gives the drawing of the exported project, in whatever folder it is', () => {
    expect(read(zipSync(project))).toEqual({ document, proof: null });
    expect(read(zipSync({ 'drawing.json': drawing }))).toEqual({ document, proof: null });
    // of two the outer one
    const nested = { old: { copy: { 'drawing.json': bytes('{}') } }, 'drawing.json': drawing };
    expect(read(zipSync(nested))).toEqual({ document, proof: null });
  });

  it('brings along what its proof found', () => {
    const proven = { byol: { ...project.byol, 'parity.json': bytes('{"passed": true}') } };
    expect(read(zipSync(proven))).toEqual({ document, proof: '{"passed": true}' });
  });

  it('is refused where it holds no drawing, or a drawing that is none', () => {
    expect(read(zipSync({ 'model.py': bytes('x') }))).toEqual(['DOC_EXPORT_EMPTY']);
    expect(read(zipSync({}))).toEqual(['DOC_EXPORT_EMPTY']);
    expect(read(zipSync({ 'drawing.json': bytes('{"format": "other"}') }))).toEqual(['DOC_NOT_UNLABEL']);
  });

  it('is refused where it was cut short or spoilt', () => {
    const zip = zipSync(project, { level: 9 });
    expect(read(zip.subarray(0, zip.length - 30))).toEqual(['DOC_EXPORT_DAMAGED']);
    const spoilt = zip.slice();
    spoilt.fill(0xff, 120, 400);
    expect(read(spoilt)).toEqual([expect.stringMatching(/^DOC_/)]);
  });

  it('that unpacks to more than a document may have is not unpacked', () => {
    const bomb = zipSync({ 'drawing.json': new Uint8Array(50e6) }, { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(read(bomb)).toEqual(['DOC_EXPORT_TOO_LARGE']);
    // one that lies about its size gets no more room than it says: the size stands in the central directory
    const lying = bomb.slice();
    const view = new DataView(lying.buffer);
    const directory = lying.length - 22 - 46 - 'drawing.json'.length;
    expect(view.getUint32(directory, true)).toBe(0x02014b50);
    view.setUint32(directory + 24, 1000, true);
    expect(read(lying)).toEqual([expect.stringMatching(/^DOC_/)]);
  });
});

describe('a Python file', () => {
  const code = `def main():\n    pass\n\n\n${asPythonComment(document)}`;

  it('gives the drawing at its end, also with the line ends of Windows', () => {
    expect(read(code, 'train.py')).toEqual({ document, proof: null });
    expect(read(code.replaceAll('\n', '\r\n'), 'renamed.txt')).toEqual({ document, proof: null });
  });

  it('holds nothing but comments of at most 110 characters', () => {
    const lines = asPythonComment(document).trimEnd().split('\n');
    expect(lines.filter((line) => !line.startsWith('# ') || line.length > 110)).toEqual([]);
  });

  it('is refused where it holds none, or not all of it', () => {
    expect(read('print(1)\n', 'train.py')).toEqual(['DOC_EXPORT_EMPTY']);
    expect(read(code.slice(0, -40), 'train.py')).toEqual(['DOC_EXPORT_DAMAGED']);
    const lines = code.split('\n');
    const without = [...lines.slice(0, 8), ...lines.slice(9)].join('\n');
    expect(read(without, 'train.py')).toEqual([expect.stringMatching(/^DOC_/)]);
    expect(read(code.replace(/^# [\w-]{20}/m, '# ???????????????????'), 'train.py')).toEqual([
      'DOC_EXPORT_DAMAGED',
    ]);
  });

  it('that unpacks to more than a document may have is not unpacked', () => {
    const [begin, , ...rest] = asPythonComment(document).split('\n');
    const bomb = toBase64url(deflateSync(new Uint8Array(100e6), { level: 9 }));
    expect(read([begin, `# ${bomb}`, ...rest.slice(-2)].join('\n'), 'train.py')).toEqual([
      'DOC_EXPORT_TOO_LARGE',
    ]);
  });
});

describe('a notebook', () => {
  const notebook = (metadata: object) =>
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: [] });

  it('gives the drawing in its metadata', () => {
    const metadata = { unlabel: JSON.parse(serializeDocument(document)) as object };
    expect(read(notebook(metadata), 'byol.ipynb')).toEqual({ document, proof: null });
  });

  it('is refused where it has none', () => {
    expect(read(notebook({}), 'other.ipynb')).toEqual(['DOC_EXPORT_EMPTY']);
    expect(read(notebook({ unlabel: 3 }))).toEqual(['DOC_NOT_UNLABEL']);
    expect(read('{"cut', 'other.ipynb')).toEqual(['DOC_EXPORT_EMPTY']);
  });
});

it('leaves other files to others', () => {
  expect(read('{"format": "unlabel-run"}', 'a.unlabel-run.json')).toBeNull();
  expect(read('plain text', 'notes.txt')).toBeNull();
});
