import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { smallDocument } from '../store/small-document.ts';
import { createCodeWriter } from './code-writer.ts';
import type { ProjectRequest, WrittenProject } from './project-maker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const request = (preset: string): ProjectRequest => ({
  target: 'pytorch',
  document: smallDocument(),
  preset,
});
const projectOf = (preset: string): WrittenProject => ({ files: [], digest: preset });

function setUp() {
  const asked: { preset: string; answer: (answer: Checked<WrittenProject>) => void }[] = [];
  const rest = vi.fn();
  const writer = createCodeWriter({
    write: ({ preset }) => new Promise((answer) => void asked.push({ preset: preset!, answer })),
    rest,
  });
  return { asked, writer, rest, presets: () => asked.map(({ preset }) => preset) };
}
const digest = (writer: ReturnType<typeof setUp>['writer']) => writer.state.getState().project?.digest;

it('writes at once what is shown first, and then the newest of what was asked for meanwhile', async () => {
  const { asked, writer, presets } = setUp();
  writer.want(request('a'));
  await vi.advanceTimersByTimeAsync(0);
  expect(presets()).toEqual(['a']);
  for (const preset of ['b', 'c', 'd']) {
    writer.want(request(preset));
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(presets()).toEqual(['a']);
  asked[0]!.answer(success(projectOf('a')));
  await vi.advanceTimersByTimeAsync(0);
  expect(presets()).toEqual(['a', 'd']);
  expect([digest(writer), writer.state.getState().writing]).toEqual(['a', true]);
  asked[1]!.answer(success(projectOf('d')));
  await vi.advanceTimersByTimeAsync(1000);
  expect([digest(writer), writer.state.getState().writing]).toEqual(['d', false]);
});

it('waits until a series of edits has ended', async () => {
  const { asked, writer, presets } = setUp();
  writer.want(request('a'));
  await vi.advanceTimersByTimeAsync(0);
  asked[0]!.answer(success(projectOf('a')));
  for (const preset of ['b', 'c', 'd']) {
    await vi.advanceTimersByTimeAsync(100);
    writer.want(request(preset));
  }
  expect(presets()).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(presets()).toEqual(['a', 'd']);
});

it('shows no code of a drawing that has become faulty, but why', async () => {
  const { asked, writer } = setUp();
  writer.want(request('a'));
  await vi.advanceTimersByTimeAsync(0);
  asked[0]!.answer(success(projectOf('a')));
  await vi.advanceTimersByTimeAsync(0);
  writer.want(request('b'));
  await vi.advanceTimersByTimeAsync(1000);
  const problem = diagnose('EMIT_NOT_EXPORTED', { node: 'x', problem: 'so' }, { node: 'x' });
  asked[1]!.answer(failure([problem]));
  await vi.advanceTimersByTimeAsync(0);
  expect(writer.state.getState()).toEqual({ project: null, problems: [problem], writing: false });
});

it('does nothing more once it has ended', async () => {
  const { asked, writer, rest, presets } = setUp();
  writer.want(request('a'));
  await vi.advanceTimersByTimeAsync(0);
  writer.want(request('b'));
  writer.end();
  asked[0]!.answer(success(projectOf('a')));
  await vi.advanceTimersByTimeAsync(1000);
  expect(presets()).toEqual(['a']);
  expect(rest).toHaveBeenCalledOnce();
  expect(digest(writer)).toBeUndefined();
});
