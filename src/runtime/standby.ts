import type { OpenOptions } from '../../workers/protocol.ts';
import type { Connection } from './connection.ts';

/** What a worker shall be ready for. */
export interface Readiness {
  readonly options: OpenOptions;
  readonly dataset: string;
}

/** Makes a worker ready to train: its code, its backend and the data are there before they are asked for. */
export function makeReady(connection: Connection, { options, dataset }: Readiness): void {
  void connection.call((api) => api.prepare(options, dataset));
  void connection.open(options);
}

/**
 * A second worker beside the one that trains, ready to take its place: loading code and data and starting the backend is
 * most of what a loss would cost. It has no graphics device of its own: the one loss would take both.
 */
export class Standby {
  readonly #connect: () => Connection;
  #key: string | null = null;
  #connection: Connection | null = null;

  /** @param connect starts a worker */
  constructor(connect: () => Connection) {
    this.#connect = connect;
  }

  /** Begins to prepare. Does nothing where it is so prepared already, also where the worker has died of it. */
  keep(readiness: Readiness): void {
    const key = JSON.stringify(readiness);
    if (key === this.#key) return;
    this.dismiss();
    this.#key = key;
    this.#connection = this.#connect();
    const { options, dataset } = readiness;
    if (options.backend === 'wasm' || options.backend === 'cpu') makeReady(this.#connection, readiness);
    else void this.#connection.call((api) => api.prepare(options, dataset));
  }

  /** Hands the worker over, where there is one that lives. */
  take(): Connection | null {
    const connection = this.#connection;
    this.#key = null;
    this.#connection = null;
    return connection?.ended ? null : connection;
  }

  /** Ends the worker. */
  dismiss(): void {
    this.take()?.end();
  }
}
