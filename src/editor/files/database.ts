import { openDB, type IDBPDatabase } from 'idb';

/** The stores of this browser's database and what they hold by which key. */
export const DRAWINGS = 'drawings';
export const SNAPSHOTS = 'snapshots';
export const RUNS = 'runs';

/** Each brings the database to the version of its place; none touches what an earlier one keeps. */
const MIGRATIONS: readonly ((database: IDBPDatabase) => void)[] = [
  // 1: the drawing of the last visit, by slot
  (database) => database.createObjectStore(DRAWINGS),
  // 2: snapshots, by their own id
  (database) => database.createObjectStore(SNAPSHOTS, { keyPath: 'id' }),
  // 3: runs, by their own id
  (database) => database.createObjectStore(RUNS, { keyPath: 'id' }),
];

/** Gives the open database; rejects where storage is forbidden or broken. */
export type Database = () => Promise<IDBPDatabase>;

/** This browser's database. A failure to open is not kept: the next call tries again. */
export function browserDatabase(): Database {
  let opening: Promise<IDBPDatabase> | undefined;
  const forget = () => {
    opening = undefined;
  };
  return () => {
    opening ??= openDB('unlabel', MIGRATIONS.length, {
      upgrade: (database, from) => {
        for (const migration of MIGRATIONS.slice(from)) migration(database);
      },
      // a newer Unlabel in another tab waits for this connection to end
      blocking: (_from, _to, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opening;
  };
}
