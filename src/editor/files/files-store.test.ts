import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../document/parse.ts';
import { serializeDocument } from '../../document/serialize.ts';
import { replaceDocument } from '../commands/replace-document.ts';
import { setMeta } from '../commands/set-meta.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import type { FileAccess } from './file-access.ts';
import { createFilesStore } from './files-store.ts';

/** A disk: what its files hold, and which one the person picks next. */
function open() {
  const disk = new Map<string, string>([['a.json', serializeDocument(smallDocument('A'))]]);
  const picks: string[] = [];
  let locked = false;
  const handle = (name: string) => ({
    name,
    write: (text: string) => {
      if (locked) return Promise.reject(new DOMException('locked', 'NotAllowedError'));
      disk.set(name, text);
      return Promise.resolve();
    },
  });
  const access: FileAccess = {
    pickToOpen: () => {
      const name = picks.shift();
      if (name === undefined) return Promise.resolve(null);
      return Promise.resolve({
        file: Object.assign(new Blob([disk.get(name) ?? '']), { name }),
        handle: handle(name),
      });
    },
    pickToSave: () => {
      const name = picks.shift();
      return Promise.resolve(name === undefined ? null : handle(name));
    },
  };
  const editor = createEditorStore({ document: smallDocument('First'), preset: null });
  const files = createFilesStore(
    editor,
    (document) => editor.getState().run(replaceDocument(document)),
    access,
  );
  const title = (name: string) => {
    const parsed = parseDocument(disk.get(name) ?? '');
    return parsed.ok ? parsed.value.meta.title : null;
  };
  const pick = async (name: string) => {
    picks.push(name);
    // fetched with the first file
    await import('./read-file.ts');
    files.getState().pick();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const lock = () => {
    locked = true;
  };
  return { disk, picks, editor, files, title, pick, lock };
}

describe('saving where the browser gives access to files', () => {
  it('asks where once, and writes there again', async () => {
    const { picks, editor, files, title } = open();
    picks.push('new.json');
    await files.getState().save();
    expect(title('new.json')).toBe('First');
    editor.getState().run(setMeta('title', 'Changed'));
    await files.getState().save();
    expect(title('new.json')).toBe('Changed');
  });

  it('nothing happens where the person thinks better of it', async () => {
    const { disk, files } = open();
    await files.getState().save();
    expect([...disk.keys()]).toEqual(['a.json']);
    expect(files.getState().refused).toBeNull();
  });

  it('an opened file is written again; after undo past the opening it is left alone', async () => {
    const { picks, editor, files, title, pick } = open();
    picks.push('first.json');
    await files.getState().save();
    await pick('a.json');
    expect(editor.getState().content.document.meta.title).toBe('A');
    editor.getState().run(setMeta('title', 'A changed'));
    await files.getState().save();
    expect([title('first.json'), title('a.json')]).toEqual(['First', 'A changed']);

    editor.getState().travel(-2);
    editor.getState().run(setMeta('title', 'First changed'));
    await files.getState().save();
    expect([title('first.json'), title('a.json')]).toEqual(['First changed', 'A changed']);
  });

  it('a new drawing has no file yet', async () => {
    const { disk, files, pick } = open();
    await pick('a.json');
    files.getState().create();
    await files.getState().save();
    expect(disk.get('a.json')).toBe(serializeDocument(smallDocument('A')));
  });

  it('a file that cannot be written is said', async () => {
    const { files, pick, lock } = open();
    await pick('a.json');
    lock();
    await files.getState().save();
    expect(files.getState().refused?.name).toBe('a.json was not saved');
    expect(files.getState().refused?.diagnostics.map(({ code }) => code)).toEqual(['DOC_FILE_NOT_WRITTEN']);
  });

  it('a file that holds no drawing is refused and the drawing stays', async () => {
    const { disk, editor, files, pick } = open();
    disk.set('bad.json', '{}');
    await pick('bad.json');
    // what else it may be is looked into by code that comes late
    await expect.poll(() => files.getState().refused?.diagnostics[0]?.code).toBe('DOC_NOT_UNLABEL');
    expect(editor.getState().content.document.meta.title).toBe('First');
  });
});
