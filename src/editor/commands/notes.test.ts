import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { documentSchema } from '../../document/schema.ts';
import type { Content } from '../store/content.ts';
import { smallDocument } from '../store/small-document.ts';
import { addComment, addFrame } from './add-note.ts';
import type { Command } from './command.ts';
import { deleteElements } from './delete-elements.ts';
import { moveNodes } from './move-nodes.ts';
import { resizeNote } from './resize-note.ts';
import { writeNote } from './write-note.ts';

const AREA = { x: -10, y: -20, width: 300, height: 200 };
const after = (from: Content, ...commands: Command[]) =>
  commands.reduce((content, { apply }) => produce(content, apply), from);
const empty: Content = { document: smallDocument(), preset: null };
const frame = addFrame(empty, AREA, 'Student');
const comment = addComment(empty, AREA, 'Why?');
const both = after(empty, frame.command, comment.command);

describe('frames and comments', () => {
  it('are added with ids of their own, and the document stays one that can be opened', () => {
    expect([frame.note, comment.note]).toEqual(['frame:frame', 'comment:comment']);
    const again = addFrame(both, AREA);
    expect(again.note).toBe('frame:frame2');
    const { view } = after(both, again.command).document;
    expect(view.frames.map(({ id, title }) => [id, title])).toEqual([
      ['frame', 'Student'],
      ['frame2', ''],
    ]);
    expect(view.comments).toEqual([{ id: 'comment', text: 'Why?', ...AREA }]);
    expect(documentSchema.safeParse(after(both, again.command).document).success).toBe(true);
  });

  it('take another text, not longer than the format allows', () => {
    const { view } = after(
      both,
      writeNote(frame.note, 'Teacher'),
      writeNote(comment.note, 'x'.repeat(30_000)),
    ).document;
    expect(view.frames[0]?.title).toBe('Teacher');
    expect(view.comments[0]?.text).toHaveLength(20_000);
    expect(after(both, writeNote('frame:gone', 'x')).document).toBe(both.document);
  });

  it('move with nodes in one step, and are resized', () => {
    const moved = after(both, moveNodes({ loss: { x: 5, y: 6 }, [frame.note]: { x: 1, y: 2 } }));
    expect(moved.document.view.frames[0]).toEqual({ id: 'frame', title: 'Student', ...AREA, x: 1, y: 2 });
    expect(moved.document.view.positions).toEqual({ ...both.document.view.positions, loss: { x: 5, y: 6 } });
    const resized = after(both, resizeNote(comment.note, { x: 0, y: 0, width: 50, height: 60 }));
    expect(resized.document.view.comments[0]).toMatchObject({ text: 'Why?', width: 50, height: 60 });
  });

  it('are deleted alone or with nodes', () => {
    const { view } = after(both, deleteElements(['loss'], [], [frame.note])).document;
    expect(view.frames).toEqual([]);
    expect(view.comments).toHaveLength(1);
    expect(view.positions).not.toHaveProperty('loss');
    expect(deleteElements([], [], [comment.note]).name).toBe('Delete a comment');
  });
});
