import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Rival, Times } from './rival.ts';

interface Command {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A process that trains on demand, so that rivals in different languages and with different flags can take turns. It says
 * `{"ready": …}` or `{"missing": reason}` in one line of JSON; then it is sent numbers of steps, one a line, and answers each
 * with its `Times` in one line. It ends when its input does.
 */
export class Contestant implements Rival {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #complaints = '';

  constructor({ name, command, args, env = {} }: Command) {
    this.name = name;
    this.#process = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.#process.stderr!.on('data', (chunk: Buffer) => (this.#complaints += chunk.toString()));
    // a command that does not exist ends the lines, and `ready` says so
    this.#process.on('error', (error) => (this.#complaints += error.message));
    this.#process.stdin!.on('error', () => undefined);
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  async ready(): Promise<string | null> {
    const answer = (await this.#answer()) as { missing?: string };
    return answer.missing ?? null;
  }

  async run(steps: number): Promise<Times> {
    this.#process.stdin!.write(`${steps}\n`);
    const answer = await this.#answer();
    if ('missing' in answer) throw new Error(String(answer.missing));
    return answer as Times;
  }

  end(): void {
    this.#process.stdin!.end();
    this.#process.kill();
  }

  async #answer(): Promise<Times | { missing: string }> {
    for (;;) {
      const { done, value } = await this.#lines.next();
      if (done) return { missing: `it ended: ${this.#complaints.trim().split('\n').at(-1) ?? ''}` };
      // libraries greet on stdout
      if (value.startsWith('{')) return JSON.parse(value) as Times;
    }
  }
}
